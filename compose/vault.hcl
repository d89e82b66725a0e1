storage "raft" {
  path    = "/vault/file"
  node_id = "one"
}
# Within the compose network only: give it a certificate before it listens anywhere else.
listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true
}
api_addr      = "http://vault:8200"
cluster_addr  = "http://vault:8201"
disable_mlock = true
