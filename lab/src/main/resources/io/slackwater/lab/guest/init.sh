#!/bin/busybox sh
# Process 1 of a lab guest: loads what its kernel needs, says what it runs on, then serves power-off and the guest agent.
/bin/busybox mkdir -p /proc /sys /dev /run /tmp /sysroot
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
/bin/busybox --install -s /bin
export PATH=/bin:/sbin:/usr/sbin

kernel=$(uname -r)
if [ -f "/lib/modules/$kernel/load-order" ]; then
  while read -r module; do
    insmod "/lib/modules/$kernel/$module.ko"
  done < "/lib/modules/$kernel/load-order"
fi

# The golden image, if there is one: what it says of itself is what the guest says of itself.
base=none
if [ -b /dev/vda ] && mount -t ext4 /dev/vda /sysroot; then
  . /sysroot/etc/os-release
  base=$VERSION_ID
  echo "$kernel" >> /sysroot/var/boots
  boots=$(wc -l < /sysroot/var/boots)
else
  boots=0
fi
initrd=$(cat /etc/initrd-release)
cat > /etc/os-release << END
NAME="Slackwater lab guest"
ID=slackwater-lab
VERSION_ID=$base
VARIANT_ID=$initrd
PRETTY_NAME="Slackwater lab guest, base $base, initrd $initrd, boot $boots of this disk"
END
echo "slackwater-lab-guest: kernel=$kernel base=$base initrd=$initrd boots=$boots uptime=$(cut -d ' ' -f 1 /proc/uptime)" > /dev/console

acpid -d -c /etc/acpi -l /dev/null > /dev/null 2>&1 &

agent_port() {
  for name in /sys/class/virtio-ports/*/name; do
    if grep -qx org.qemu.guest_agent.0 "$name"; then
      basename "$(dirname "$name")"
    fi
  done
}
while :; do
  port=$(agent_port)
  if [ -n "$port" ]; then
    qemu-ga --method virtio-serial --path "/dev/$port" --statedir /run > /dev/console 2>&1
  fi
  sleep 1
done
