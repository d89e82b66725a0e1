#!/bin/bash
# Run by the PostgreSQL image when its volume is new: a database for each program, with a user that sees no other.
set -euo pipefail
for name in node frost; do
  password="${name^^}_DATABASE_PASSWORD"
  psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set=name="$name" --set=password="${!password}" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
