# The smoke test of scripts/run: what a user does first. Sourced by cluster.sh.
# shellcheck shell=bash

# The string value of a key in a flat JSON answer.
json_string() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" <<<"$2" | head -n 1; }

smoke_fail() { die "smoke test: $1 failed; the answer was: $2"; }

smoke_test() {
    local jar=$var/download/cookies answer session folder id
    mkdir -p "$var/download"
    rm -f "$jar"
    step "smoke test through $base_url"

    answer=$(curl -sS -c "$jar" "$base_url/ajax/login?action=login" -d name=testuser -d password=$secret)
    session=$(json_string session "$answer")
    [ -n "$session" ] || smoke_fail "login as testuser" "$answer"
    echo "    login: session created, served by $(awk '$6 == "JSESSIONID" { sub(/.*\./, "", $7); print $7 }' "$jar")"

    answer=$(curl -sS -b "$jar" "$base_url/ajax/config/folder/infostore?session=$session")
    folder=$(sed -n 's/.*"data":"\{0,1\}\([0-9]*\)"\{0,1\}.*/\1/p' <<<"$answer")
    [ -n "$folder" ] || smoke_fail "asking for the own infostore folder" "$answer"

    head -c 100000 /dev/urandom >"$var/download/original"
    answer=$(curl -sS -b "$jar" -X PUT -H 'Content-Type: application/octet-stream' -T "$var/download/original" \
        "$base_url/ajax/infostore?action=upload&binary=true&folder_id=$folder&filename=smoke-$(date +%s).bin&session=$session")
    id=$(sed -n 's/.*"data":"\{0,1\}\([0-9/\\]*\)"\{0,1\}.*/\1/p' <<<"$answer" | tr -d '\\')
    [ -n "$id" ] || smoke_fail "uploading 100,000 octets" "$answer"
    echo "    upload: document $id in folder $folder"

    curl -sS -f -b "$jar" -o "$var/download/copy" \
        "$base_url/ajax/infostore?action=document&folder=$folder&id=$id&session=$session" ||
        smoke_fail "downloading document $id" "see $var/log"
    cmp "$var/download/original" "$var/download/copy" || smoke_fail "comparing the download" "the octets differ"
    echo "    download: 100,000 octets, identical"

    curl -sS -b "$jar" "$base_url/ajax/login?action=logout&session=$session" >/dev/null
    answer=$(curl -sS -b "$jar" "$base_url/ajax/infostore?action=all&folder=$folder&columns=1&session=$session")
    grep -q SES-0203 <<<"$answer" || smoke_fail "refusing the session after logout" "$answer"
    echo "    logout: the session is refused everywhere"
}
