# What Frost's token may do in Vault, and nothing else. The mount is VAULT_TRANSIT_MOUNT, the name VAULT_TRANSIT_KEY.
path "transit/encrypt/frost" {
  capabilities = ["update"]
}
path "transit/decrypt/frost" {
  capabilities = ["update"]
}
# For rotate-keys alone.
path "transit/rewrap/frost" {
  capabilities = ["update"]
}
