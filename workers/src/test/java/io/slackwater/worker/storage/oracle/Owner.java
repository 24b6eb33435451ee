package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Hosts.Host;
import io.slackwater.worker.storage.oracle.RandomImages.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Somebody who does to VMs and files what owners do, and remembers what is in use by it. */
final class Owner {

    /** What may be done while a volume is looked for. */
    enum Deed {
        DEFINE,
        DEFINE_OVERLAY,
        START_OR_STOP,
        SNAPSHOT,
        SNAPSHOTS_ALL_THE_TIME,
        REDEFINE,
        RENAME,
        MOVE,
        SAVE,
        UNDEFINE,
        REPLACE,
        REPLACE_BY_OVERLAY
    }

    /** A domain of a host. */
    private record Vm(Host host, String name, String id) {}

    private final Hosts hosts;
    private final RandomLayout layout;
    private final ImageFiles images;
    private final Uses uses = new Uses();
    private final Map<Path, Long> replaced = new HashMap<>();
    private final Random random;
    private int names;

    Owner(Hosts hosts, RandomLayout layout, ImageFiles images) {
        this.hosts = hosts;
        this.layout = layout;
        this.images = images;
        this.random = layout.random();
        hosts.all().forEach(host -> vms(host).forEach(vm -> note(vm, Long.MIN_VALUE, Long.MIN_VALUE, false)));
    }

    Uses uses() {
        return uses;
    }

    /** Returns when another file was put in a file's place the last time. */
    Optional<Long> replaced(Path entry) {
        return Optional.ofNullable(replaced.get(entry));
    }

    /** Does something that concerns an image, where the image or its users allow it. */
    void act(Deed deed, Image image) {
        try {
            Host host = hosts.get(any(List.copyOf(image.hosts())));
            List<Vm> users = users(image);
            Optional<Vm> user = users.isEmpty() ? Optional.empty() : Optional.of(any(users));
            switch (deed) {
                case DEFINE -> define(host, image);
                case DEFINE_OVERLAY -> {
                    Image overlay = layout.images().overlay(image);
                    define(hosts.get(any(List.copyOf(overlay.hosts()))), overlay);
                }
                case REPLACE -> replace(image);
                case REPLACE_BY_OVERLAY -> replaceByOverlay(image);
                case START_OR_STOP, SNAPSHOT, SNAPSHOTS_ALL_THE_TIME, REDEFINE, RENAME, MOVE, SAVE, UNDEFINE -> {
                    if (user.isPresent()) {
                        toVm(deed, user.get(), image);
                    } else {
                        define(host, image);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void toVm(Deed deed, Vm vm, Image image) throws IOException {
        switch (deed) {
            case START_OR_STOP -> {
                boolean isOff = vm.host().lines("domstate " + vm.id()).contains("shut off");
                does(vm, (isOff ? "start --paused " : "destroy ") + vm.id());
            }
            case SNAPSHOT -> snapshot(vm);
            case SNAPSHOTS_ALL_THE_TIME -> {
                for (int count = 0; count < 12; count++) {
                    snapshot(vm);
                }
            }
            case REDEFINE -> does(vm, "define " + layout.domains().onDisk(vm.host(), vm.name(), vm.id(), image));
            case RENAME -> does(vm, "domrename " + vm.id() + " " + newName());
            case MOVE -> move(vm, image);
            case SAVE -> {
                vm.host().virsh().attempt("start --paused " + vm.id());
                does(vm, "managedsave " + vm.id());
            }
            default -> undefine(vm);
        }
    }

    private void define(Host host, Image image) throws IOException {
        Vm vm = new Vm(host, newName(), layout.domains().id());
        does(vm, "define " + layout.domains().onDisk(host, vm.name(), vm.id(), image));
    }

    private void snapshot(Vm vm) {
        List<String> there = vm.host().lines("snapshot-list --name " + vm.id());
        if (there.contains("now")) {
            does(vm, "snapshot-delete --metadata " + vm.id() + " now");
        } else {
            does(vm, "snapshot-create-as " + vm.id() + " now");
        }
    }

    /** Moves a VM that is off to the other host: defined there before it is undefined here. */
    private void move(Vm vm, Image image) throws IOException {
        Host other = hosts.get(1 - vm.host().index());
        boolean isOff = vm.host().lines("domstate " + vm.id()).contains("shut off");
        Optional<String> xml = vm.host().virsh().ask("dumpxml --inactive " + vm.id());
        if (image.hosts().size() < 2 || !isOff || xml.isEmpty()) {
            return;
        }
        Path file = layout.domains().written(xml.get());
        Vm there = new Vm(other, vm.name(), vm.id());
        does(there, "define " + file);
        if (!Documents.of(other, vm.id()).isEmpty()) {
            undefine(vm);
        }
    }

    private void undefine(Vm vm) {
        does(vm, "undefine --managed-save --snapshots-metadata --checkpoints-metadata " + vm.id());
    }

    private void replace(Image image) throws IOException {
        if (users(image).isEmpty()) {
            layout.images().replace(image.path());
            replaced.put(image.path(), System.nanoTime());
            images.forget();
        }
    }

    /** Puts an overlay on the image in the place of another image that a VM may name already. */
    private void replaceByOverlay(Image base) throws IOException {
        List<Image> others = layout.images().all().stream()
                .filter(other -> other.format().equals("qcow2") && !other.path().equals(base.path()))
                .filter(other -> base.hosts().containsAll(other.hosts()))
                .filter(other -> !images.of(base.path().toString()).entries().contains(other.path()))
                .toList();
        if (!others.isEmpty()) {
            long began = System.nanoTime();
            RandomImages.replaceByOverlay(any(others), base);
            long ended = System.nanoTime();
            images.forget();
            hosts.all().forEach(host -> vms(host).forEach(vm -> note(vm, began, ended, true)));
        }
    }

    private void does(Vm vm, String command) {
        long began = System.nanoTime();
        vm.host().virsh().attempt(command);
        note(vm, began, System.nanoTime(), false);
    }

    private void note(Vm vm, long began, long ended, boolean byImage) {
        Set<Path> entries = new HashSet<>();
        Documents.of(vm.host(), vm.id())
                .forEach(named -> entries.addAll(images.of(named.path()).entries()));
        uses.now(vm.host().index(), vm.id(), entries, began, ended, byImage);
    }

    private List<Vm> users(Image image) {
        List<Vm> users = new ArrayList<>();
        for (Host host : hosts.all()) {
            for (Vm vm : vms(host)) {
                boolean isUser = Documents.of(host, vm.id()).stream()
                        .anyMatch(named -> images.of(named.path()).entries().contains(image.path()));
                if (isUser) {
                    users.add(vm);
                }
            }
        }
        return users;
    }

    private static List<Vm> vms(Host host) {
        return host.lines("list --all --uuid").stream()
                .map(id -> new Vm(host, String.join("", host.lines("domname " + id)), id))
                .toList();
    }

    private String newName() {
        return layout.prefix() + "-new" + names++;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
