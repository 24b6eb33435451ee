#!/bin/busybox sh
# Called for the power button and by the guest agent (-P, -H or -r): a power-off unless a reboot is asked for.
sync
/bin/busybox umount /sysroot
case " $* " in
  *" -r "*) exec /bin/busybox reboot -f ;;
  *" -H "*) exec /bin/busybox halt -f ;;
  *) exec /bin/busybox poweroff -f ;;
esac
