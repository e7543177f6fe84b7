#!/bin/bash
# Builds the Xen lab: a hypervisor, a dom0 kernel and a Debian root image, from Debian packages alone.
#   VIRTLIGHT_LAB=DIR ./build.sh
# Leaves in the folder: xen (ELF32, multiboot), vmlinux, early.img (first file system), dom0.img (ext4 root).
# Runs as root on Debian 12; installs the host tools it lacks.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lab=${VIRTLIGHT_LAB:-${XDG_CACHE_HOME:-$HOME/.cache}/virtlight/xenlab}
suite=bookworm
xen_series=4.17
export PATH=$PATH:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive
mkdir -p "$lab"
cd "$lab"
say() { printf 'lab [%3ds] %s\n' "$SECONDS" "$*"; }

# --- host tools -------------------------------------------------------------------------------------
missing=()
while read -r tool package; do
  command -v "$tool" >/dev/null || missing+=("$package")
done <<'TOOLS'
mmdebstrap mmdebstrap
depmod kmod
cpio cpio
xz xz-utils
zstd zstd
mkfs.ext4 e2fsprogs
gcc gcc
qemu-system-x86_64 qemu-system-x86
TOOLS
if ((${#missing[@]})) || ! apt-cache show xen-utils-$xen_series >/dev/null 2>&1; then
  apt-get update -qq
  ((${#missing[@]})) && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# --- root file system: packages unpacked, no maintainer script run ------------------------------------
# The archives are those this host uses. The security suite is named too: its hypervisor is newer than
# the tools of the main suite, and the two must agree.
archives=$(grep -hsvE '^ *#' /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} \
  | grep -oE '(https?|mirror\+file|file|copy):[^ ]+' | sort -u || true)
main=${LAB_MIRROR:-$(grep -m1 -E '/debian/?$' <<<"$archives")}
security=${LAB_SECURITY:-$(grep -m1 -E 'debian-security/?$' <<<"$archives" || true)}
packages=(
  base-files bash coreutils dash diffutils findutils grep gzip hostname mawk mount ncurses-base procps sed tar
  util-linux kmod iproute2 bridge-utils busybox-static ebtables libstdc++6
  xen-utils-$xen_series xenstore-utils libxenmisc$xen_series qemu-system-xen qemu-utils
  libvirt-daemon libvirt-daemon-driver-xen libvirt-clients python3 python3-libvirt
  qemu-guest-agent
)
want=$(printf '%s\n' "${packages[@]}" "$main" "$security" | sha256sum)
if [ "$(cat root.stamp 2>/dev/null)" != "$want" ]; then
  rm -rf root
  sources=("deb $main $suite main")
  [ -z "$security" ] || sources+=("deb $security $suite-security main")
  mmdebstrap --quiet --mode=root --variant=extract --include="$(IFS=,; echo "${packages[*]}")" \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/i18n/*' \
    "$suite" root "${sources[@]}"
  rm -rf root/var/cache/apt root/var/lib/apt root/usr/lib/x86_64-linux-gnu/{gconv,dri} root/usr/share/{doc,man,locale,i18n}
  echo "$want" > root.stamp
fi
say "root unpacked, $(du -sm root | cut -f1) MiB"

# --- hypervisor and kernel, taken from their packages without installing them --------------------------
# The cloud kernel will not do: it has neither CONFIG_XEN_DOM0 nor 9p.
release=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: linux-image-//p' | head -n1)
if [ "$(cat boot.stamp 2>/dev/null)" != "$release" ]; then
  rm -rf boot && mkdir boot
  (cd boot && apt-get download -qq xen-hypervisor-$xen_series-amd64 "linux-image-$release" 2>/dev/null)
  dpkg-deb -x boot/xen-hypervisor-*.deb boot/files
  dpkg-deb --fsys-tarfile boot/linux-image-*.deb | tar -x -C boot/files --wildcards ./boot \
    "./lib/modules/$release/modules.*" './lib/modules/*/kernel/fs/*' './lib/modules/*/kernel/net/*' \
    './lib/modules/*/kernel/lib/*' './lib/modules/*/kernel/crypto/*' './lib/modules/*/kernel/arch/x86/crypto/*' \
    './lib/modules/*/kernel/drivers/virtio/*' './lib/modules/*/kernel/drivers/xen/*' \
    './lib/modules/*/kernel/drivers/block/*' './lib/modules/*/kernel/drivers/char/*' \
    './lib/modules/*/kernel/drivers/net/[tvnx]*'
  rm boot/*.deb
  depmod -b boot/files "$release"
  zcat boot/files/boot/xen-$xen_series-amd64.gz > xen
  node "$here/unpack-kernel.mjs" "boot/files/boot/vmlinuz-$release" vmlinux
  echo "$release" > boot.stamp
fi
say "xen $(stat -c %s xen) bytes, kernel $release"

# --- modules, signatures off (checking RSA is slow under emulation) ------------------------------------
insert_list() { # prints the files to insert for the named modules, in order
  for m in "$@"; do
    modprobe -d boot/files -S "$release" --show-depends "$m" | awk '$1 == "insmod" { print $2 }'
  done | awk '!seen[$0]++' | grep -v crc32c-intel
}
take_modules() { # FOLDER MODULE...: copies them there with a list of their order
  local to=$1; shift; mkdir -p "$to"; : > "$to/order"
  for f in $(insert_list "$@"); do strip -g -o "$to/${f##*/}" "$f"; echo "${f##*/}" >> "$to/order"; done
}

rm -rf early guest && mkdir -p {early,guest}/{bin,sbin,dev,proc,sys}
cp root/bin/busybox early/bin/ && cp root/bin/busybox guest/bin/
take_modules early/modules crc32c_generic ext4 virtio_pci virtio_blk overlay
take_modules guest/modules xen-blkfront xen-netfront
install -m 755 "$here/init/early" early/init
install -m 755 "$here/init/guest" guest/init
for w in poweroff reboot; do # what the guest's kernel runs when Xen asks it to stop
  printf '#!/bin/busybox sh\nexec /bin/busybox %s -f\n' $w > guest/sbin/$w; chmod 755 guest/sbin/$w
done
(cd early && find . | cpio -o -H newc --quiet) > early.img
(cd guest && find . | cpio -o -H newc --quiet | gzip -1) > guest.img
# The same guest with QEMU's agent inside.
rm -rf agent && cp -a guest agent && mkdir -p agent/{etc,root/.ssh,run,tmp,usr/sbin}
cp root/usr/sbin/qemu-ga agent/usr/sbin/
chroot root /lib64/ld-linux-x86-64.so.2 --list /usr/sbin/qemu-ga | grep -o '/[^ ]*' | while read -r f; do
  mkdir -p "agent${f%/*}" && cp -L "root$f" "agent$f"
done
printf '#!/bin/busybox sh\nexec /bin/busybox cat > /run/password\n' > agent/sbin/chpasswd; chmod 755 agent/sbin/chpasswd
printf '#!/bin/busybox sh\nexit 0\n' > agent/sbin/hwclock; chmod 755 agent/sbin/hwclock # a PV guest has no such clock
printf 'root:x:0:0:root:/root:/bin/sh\n' > agent/etc/passwd; printf 'root:x:0:\n' > agent/etc/group
printf 'NAME="Lab"\nID=lab\n' > agent/etc/os-release
(cd agent && find . | cpio -o -H newc --quiet | gzip -1) > agent.img

modules=root/lib/modules/$release
rm -rf "$modules" && mkdir -p "$modules"
for f in $(insert_list 9p 9pnet_virtio xenfs xen-evtchn xen-gntdev xen-gntalloc xen-privcmd xen-blkback \
  xen-netback xen-blkfront xen-netfront xen-pciback tun bridge loop ebtables ebtable_filter); do
  strip -g -o "$modules/${f##*/}" "$f"
done
cp boot/files/lib/modules/"$release"/modules.{order,builtin,builtin.modinfo} "$modules"/
depmod -b root "$release"

# --- what the skipped maintainer scripts would have made ------------------------------------------------
rm -rf root/var/run root/var/lock
ln -s /run root/var/run      # libxl takes its lock files here; destroy fails with -3 without them
ln -s /run/lock root/var/lock
for link in awk:mawk sh:dash; do ln -sfn "${link#*:}" "root/usr/bin/${link%%:*}"; done
printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n' > root/etc/passwd
printf 'root:x:0:\ntty:x:5:\nkvm:x:106:\nlibvirt:x:107:\n' > root/etc/group
echo lab > root/etc/hostname
echo '127.0.0.1 localhost lab' > root/etc/hosts
mkdir -p root/lab root/mnt/{project,out} root/etc/libvirt
printf 'unix_sock_group = "root"\nauth_unix_rw = "none"\nauth_unix_ro = "none"\n' > root/etc/libvirt/libvirtd.conf
# Xen hides SYSENTER on AMD processors, and then libvirt finds no model for the emulated one.
sed -i "/name='sep'/d" root/usr/share/libvirt/cpu_map/x86_qemu64.xml
rm -f root/usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so # its users are not here
mkdir -p root/var/log/libvirt root/var/lib/libvirt
cp -L "$(command -v node)" root/usr/bin/node
cp vmlinux guest.img agent.img root/lab/
gcc -O1 -Wall -ffreestanding -fno-stack-protector -fno-pic -no-pie -mno-red-zone -mgeneral-regs-only \
  -fcf-protection=none -fno-asynchronous-unwind-tables -nostdlib -static \
  -Wl,-N,--no-warn-rwx-segments,-Ttext=0x100000,--build-id=none \
  -o root/lab/tiny "$here/guest/entry.S" "$here/guest/tiny.c"
install -m 755 "$here/init/dom0" root/sbin/lab-init
ldconfig -r root

rm -f dom0.img saved.*
truncate -s $(($(du -sm --apparent-size root | cut -f1) * 115 / 100 + 256))M dom0.img
mkfs.ext4 -q -F -m 0 -O ^has_journal,^metadata_csum -E lazy_itable_init=0,root_owner=0:0 -d root dom0.img
say "dom0.img $(du -m dom0.img | cut -f1) MiB on disk"
