# Process 1 of a private libvirt host: mounts the host's own directories over libvirt's, then steers the daemon as told on
# standard input, one command a line, one answer a line. When standard input ends, however that came about, it ends, and
# the kernel ends every process of the host with it, guests included, and its mounts.
cd "$1" || exit 1
hostname "$2" || exit 1
keeper=

mount_own_directories() {
  # Without /run, no way leads to the machine's systemd, D-Bus, machined or firewalld.
  mount -t tmpfs tmpfs /run && mkdir /run/libvirt || return 1
  for pair in etc:/etc/libvirt run:/run/libvirt lib:/var/lib/libvirt log:/var/log/libvirt cache:/var/cache/libvirt; do
    mkdir -p "${pair#*:}" && mount --bind "${pair%%:*}" "${pair#*:}" || return 1
  done
  # A mount of glusterfs logs here, and enters itself into the configuration of locate.
  [ ! -d /var/log/glusterfs ] || mount --bind log /var/log/glusterfs || return 1
  [ ! -f /etc/updatedb.conf ] || mount --bind /dev/null /etc/updatedb.conf
}

# libvirtd will not start unless it finds the accounts that it was built for, even where qemu.conf names root instead. The
# package that makes them brings services of the system, so they are only shown here: $1 is passwd or group.
show_account() {
  getent "$1" "$2" > /dev/null && return
  [ -f "own-$1" ] || { cp "/etc/$1" "own-$1" && mount --bind "own-$1" "/etc/$1"; } || return 1
  echo "$3" >> "own-$1"
}

show_accounts() {
  rm -f own-passwd own-group
  show_account passwd libvirt-qemu libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin &&
    show_account group libvirt-qemu libvirt-qemu:x:64055: &&
    show_account group kvm kvm:x:64056:
}

# A daemon that crashes is started again, as Debian's libvirtd.service does; one that a signal of the lab ended is not.
keep_daemon() {
  local status
  while :; do
    libvirtd --pid-file /run/libvirt/libvirtd.pid &
    echo $! > daemon.pid
    wait $!
    status=$?
    case $status in
      134 | 135 | 136 | 139) echo "libvirtd crashed with signal $((status - 128)) and is started again" ;;
      *) return ;;
    esac
  done
}

start_daemon() {
  keep_daemon < /dev/null >> log/daemon.log 2>&1 &
  keeper=$!
}

signal_guest() {
  kill -s "$1" "$(cat "/run/libvirt/qemu/$2.pid")"
}

break_mounts() {
  local name
  for name in /proc/[0-9]*/comm; do
    [ "$(< "$name")" != glusterfs ] || kill -s KILL "$(basename "${name%/comm}")" || return 1
  done
}

echo ready
while read -r command argument; do
  case $command in
    mount) mount_own_directories && show_accounts ;;
    start) start_daemon ;;
    alive) kill -0 "$keeper" ;;
    signal) kill -s "$argument" "$(< daemon.pid)" ;;
    join) wait "$keeper"; true ;;
    break-mounts) break_mounts ;;
    kill-guest) signal_guest KILL "$argument" ;;
    hang-guest) signal_guest STOP "$argument" ;;
    unhang-guest) signal_guest CONT "$argument" ;;
    *) false ;;
  esac && echo ok || echo failed
done 2>> namespace.log
