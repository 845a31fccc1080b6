#!/bin/sh
# Makes the sandbox's two CSDs anew, beside this script (README.md says what they are). Needs OpenSSL 3.
#
# The authority that signs them is made for the occasion and thrown away, so that nobody issues a third.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# As the SAT's test certificates, but with a serial range that the SAT does not use.
ISSUER_NUMBER=30001000000999999901
PAC_NUMBER=30001000000999999902
PASSWORD=12345678a

cat >"$work/openssl.cnf" <<'CONF'
[req]
distinguished_name = name
prompt = no
utf8 = yes
string_mask = utf8only
[name]
CN = AC DEL SANDBOX (SIN VALIDEZ)
O = MATERIAL DE PRUEBA DEL SANDBOX (SIN VALIDEZ)
[ca]
default_ca = sandbox
[sandbox]
new_certs_dir = $ENV::work
database = $ENV::work/index
serial = $ENV::work/serial
certificate = $ENV::work/ca.pem
private_key = $ENV::work/ca.key
default_md = sha256
policy = anything
x509_extensions = csd
unique_subject = no
[anything]
commonName = supplied
name = supplied
organizationName = supplied
x500UniqueIdentifier = supplied
organizationalUnitName = supplied
[csd]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
CONF
export work
touch "$work/index"

quietly() {
    "$@" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
}

quietly openssl req -x509 -config "$work/openssl.cnf" -newkey rsa:2048 -noenc -keyout "$work/ca.key" -out "$work/ca.pem"

# file name, certificate number, RFC, name
make() {
    # The SAT encodes a certificate's number as the ASCII of its twenty digits.
    printf '%s' "$2" | od -An -tx1 | tr -d ' \n' >"$work/serial"
    quietly openssl req -new -config "$work/openssl.cnf" -newkey rsa:2048 -noenc -keyout "$work/$1.pem" -out "$work/$1.csr" \
        -utf8 -subj "/CN=$4 (SANDBOX, SIN VALIDEZ)/name=$4 (SANDBOX, SIN VALIDEZ)/O=MATERIAL DE PRUEBA DEL SANDBOX (SIN VALIDEZ)/x500UniqueIdentifier=$3/OU=Sandbox"
    quietly openssl ca -batch -config "$work/openssl.cnf" -notext -in "$work/$1.csr" -out "$work/$1.cer.pem" \
        -startdate 20100101000000Z -enddate 20491231235959Z
    openssl x509 -in "$work/$1.cer.pem" -outform DER -out "$1.cer"
    # The SAT's program Certifica encrypts a key this way.
    openssl pkcs8 -topk8 -in "$work/$1.pem" -v2 des3 -v2prf hmacWithSHA1 -passout "pass:$PASSWORD" -outform DER -out "$1.key"
}

make issuer "$ISSUER_NUMBER" ISD950921HE5 "PASE, SERVICIOS ELECTRONICOS"
make pac "$PAC_NUMBER" AAA010101AAA "PAC DE PRUEBA"
