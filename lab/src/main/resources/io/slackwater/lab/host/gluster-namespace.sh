# Process 1 of a private file server: mounts directories of its own over GlusterFS's, then starts and ends the daemons as
# told on standard input, one command a line, one answer a line. When standard input ends, however that came about, it ends,
# and the kernel ends the daemons and the mounts with it.
cd "$1" || exit 1
hostname "$2" || exit 1

gluster_cli() {
  gluster --mode=script "$@" < /dev/null >> log/cli.log 2>&1
}

# $1 is the address, $2 the size of the volume, as the tmpfs that holds it takes it.
serve() {
  rm -rf lib log brick && mkdir lib log brick &&
    mount -t tmpfs tmpfs /run &&
    mount --bind lib /var/lib/glusterd &&
    mount --bind log /var/log/glusterfs &&
    mount -t tmpfs -o "size=$2" tmpfs brick && mkdir brick/images &&
    ip link set lo up && ip address add "$1/32" dev lo &&
    glusterd &&
    gluster_cli volume create images "$1:$PWD/brick/images" force &&
    # All of the volume is for its users, so that its size is what was asked for.
    gluster_cli volume set images storage.reserve 0 &&
    start_brick
}

start_brick() {
  gluster_cli volume start images force
}

echo ready
while read -r command argument; do
  case $command in
    serve) serve "${argument% *}" "${argument#* }" ;;
    start-brick) start_brick ;;
    signal-brick) kill -s "$argument" "$(cat /run/gluster/vols/images/*.pid)" ;;
    *) false ;;
  esac && echo ok || echo failed
done 2>> namespace.log
