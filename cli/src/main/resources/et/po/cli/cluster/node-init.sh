# Makes a node's file system in the space of mounts that this runs in, and holds its space of processes open:
#   node-init.sh NAME FILES IMAGE KUBERNETES IMAGES
# FILES is the node's directory, IMAGE a folder that is left as it is, KUBERNETES where its programs are, and IMAGES where
# those of its containers are.
set -euo pipefail
name=$1 files=$2 image=$3 kubernetes=$4 images=$5

# What is mounted from here on is for nobody else.
mount --make-rprivate /
mount -t overlay node -o "lowerdir=$image,upperdir=$files/upper,workdir=$files/work" "$files/root"
cd "$files/root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p opt/poet/{kubernetes,etc,images} mnt etc/cni/net.d
mount --bind "$kubernetes" opt/poet/kubernetes
mount --bind "$files/etc" opt/poet/etc
mount --bind "$images" opt/poet/images
# On the disk itself, for an overlay cannot be the upper part of another.
for each in containerd kubelet cni; do mount --bind "$files/$each" "var/lib/$each"; done
mount --bind "$files/log" var/log
mkdir -p var/log/pods var/log/containers
# containerd copies it into each pod.
printf '127.0.0.1 localhost\n::1 localhost\n' >etc/hosts
cp "$files/etc/cni.conflist" etc/cni/net.d/10-poet.conflist
# By it nft names protocols. It would say numbers, and kube-proxy, which compares all its rules with those that are there once
# an hour, would not know its own again and remove the way to every Service.
printf 'tcp 6 TCP\nudp 17 UDP\nsctp 132 SCTP\n' >etc/protocols
# The kubelet wants these for the whole machine: it is shown them, and the machine's stay as they are.
for each in vm/overcommit_memory=1 kernel/panic=10 kernel/panic_on_oops=1; do
  shown="$files/etc/$(basename "${each%=*}")"
  echo "${each#*=}" >"$shown"
  mount --bind "$shown" "proc/sys/${each%=*}"
done
hostname "$name"
pivot_root . mnt
cd /
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
umount -l /mnt
# Pods see what is mounted for them later.
mount --make-rshared /
nft -f /opt/poet/etc/masquerade.nft
trap 'exit 0' TERM
touch /opt/poet/etc/made
# Whoever is left without a parent is this one's to bury, which bash does by itself.
while :; do
  sleep infinity &
  wait $!
done
