#!/usr/bin/env bash
# Times work on packages against the usual tools and prints rows of RESULTS.md.
# Usage: packages.sh OVFKIT FOLDER [MEBIBYTES] [PAIRS]
#   OVFKIT     the tool's executable
#   FOLDER     an empty folder, on the disk to measure, with room for eight times the package
#   MEBIBYTES  the length of each of the package's two disks, 1024 unless told
#   PAIRS      how often each pair is run, 5 unless told; the medians count
set -euo pipefail
export LC_ALL=C
ovfkit=$(realpath "$1"); cd "$2"; mebibytes=${3:-1024}; pairs=${4:-5}
for tool in openssl qemu-img tar sha256sum python3; do command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }; done

# Half of each disk is text, a quarter does not compress, a quarter is zeros.
mkdir package
for disk in 1 2; do
  python3 - "$mebibytes" "$disk" > "package/disk$disk.raw" <<'PYTHON'
import random, sys
count, seed = int(sys.argv[1]), int(sys.argv[2])
source = random.Random(seed)
words = [bytes(source.choices(b"abcdefghijklmnopqrstuvwxyz", k=source.randint(2, 12))) for _ in range(5000)]
for i in range(count):
    if i % 4 == 3:
        sys.stdout.buffer.write(bytes(1 << 20))
    elif i % 4 == 2:
        sys.stdout.buffer.write(source.randbytes(1 << 20))
    else:
        sys.stdout.buffer.write(b" ".join(source.choices(words, k=200_000))[: 1 << 20].ljust(1 << 20, b"\n"))
PYTHON
done
size=$((mebibytes << 20))
cat > package/package.ovf <<XML
<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="f1" ovf:href="disk1.raw" ovf:size="$size"/><File ovf:id="f2" ovf:href="disk2.raw" ovf:size="$size"/></References>
  <DiskSection>
    <Info>Disks</Info>
    <Disk ovf:diskId="d1" ovf:fileRef="f1" ovf:capacity="$size" ovf:format="http://en.wikipedia.org/wiki/Byte"/>
    <Disk ovf:diskId="d2" ovf:fileRef="f2" ovf:capacity="$size" ovf:format="http://en.wikipedia.org/wiki/Byte"/>
  </DiskSection>
  <VirtualSystem ovf:id="machine"><Info>A machine</Info></VirtualSystem>
</Envelope>
XML
(cd package; for file in package.ovf disk1.raw disk2.raw; do echo "SHA256($file)= $(sha256sum "$file" | cut -d' ' -f1)"; done > package.mf)
"$ovfkit" convert -q package streamed.ova --disk-format vmdk

# Prints wall seconds and processor seconds of a command.
measure() { /usr/bin/time -o time -f '%e %U %S' bash -c "$1" >/dev/null 2>&1; awk '{ print $1, $2 + $3 }' time; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# compare NAME OURS THEIRS MEBIBYTES: one row.
compare() {
  : > ours; : > theirs
  for ((i = 0; i < pairs; i++)); do
    rm -rf out; measure "$2" >> ours
    rm -rf out; measure "$3" >> theirs
  done
  read -r wall cpu their_wall their_cpu <<< "$(cut -d' ' -f1 ours | median) $(cut -d' ' -f2 ours | median) $(cut -d' ' -f1 theirs | median) $(cut -d' ' -f2 theirs | median)"
  awk -v name="$1" -v w="$wall" -v c="$cpu" -v tw="$their_wall" -v tc="$their_cpu" -v mib="$4" 'BEGIN {
    printf "| %s | %.2f s | %.2f s | %.2f | %.2f | %.2f GB/s |\n", name, w, tw, w / tw, c / tc, mib / 953.67 / w }'
}

both=$((2 * mebibytes))
tar -cf copy.tar -C package package.ovf package.mf disk1.raw disk2.raw
echo "| work | ours | theirs | time, as a fraction | processor time, as a fraction | rate |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
compare "verify, against sha256sum" "'$ovfkit' verify -q package" "sha256sum package/disk1.raw package/disk2.raw package/package.ovf" "$both"
compare "verify, against openssl dgst -sha256" "'$ovfkit' verify -q package" "openssl dgst -sha256 package/disk1.raw package/disk2.raw package/package.ovf" "$both"
compare "pack, against sha256sum and tar" "mkdir out && '$ovfkit' pack -q package out/p.ova" "mkdir out && (cd package && sha256sum disk1.raw disk2.raw package.ovf) && tar -cf out/p.ova -C package package.ovf package.mf disk1.raw disk2.raw" "$both"
compare "unpack, against tar and sha256sum" "'$ovfkit' unpack -q copy.tar out" "mkdir out && tar -xf copy.tar -C out && (cd out && sha256sum disk1.raw disk2.raw package.ovf)" "$both"
compare "OVA of stream-optimized disks → folder of VHDX, against tar and qemu-img" "'$ovfkit' convert -q streamed.ova out --disk-format vhdx" \
  "mkdir out && tar -xf streamed.ova -C out && for d in 1 2; do qemu-img convert -W -m 8 -f vmdk -O vhdx -o subformat=dynamic out/disk\$d.vmdk out/disk\$d.vhdx; done" "$both"
compare "OVA of raw disks → folder of VHDX, against tar and qemu-img" "'$ovfkit' convert -q copy.tar out --disk-format vhdx" \
  "mkdir out && tar -xf copy.tar -C out && for d in 1 2; do qemu-img convert -W -m 8 -f raw -O vhdx -o subformat=dynamic out/disk\$d.raw out/disk\$d.vhdx; done" "$both"
