package io.slackwater.worker.storage.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Images in the places of a layout: kernels, raw ones, chains by paths of every kind, links. */
final class RandomImages {

    /**
     * An image.
     *
     * @param path its real path, or that of a link to it
     * @param depth how many images are below it
     * @param hosts which hosts have it with all that is below it
     */
    record Image(Place place, Path path, String format, int depth, Set<Integer> hosts) {

        String name() {
            return path.getFileName().toString();
        }
    }

    private static final int DEEPEST = 5;

    private final List<Place> places;
    private final Optional<Place> outside;
    private final Traits traits;
    private final Random random;
    private final List<Image> disks = new ArrayList<>();
    private final List<Image> kernels = new ArrayList<>();
    private final ImageMaker files = new ImageMaker();
    private int names;

    RandomImages(List<Place> places, Optional<Place> outside, Traits traits, Random random) {
        this.places = places;
        this.outside = outside;
        this.traits = traits;
        this.random = random;
    }

    void make() throws IOException {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            kernel("kernel-" + count);
        }
        Image base = raw(places.get(0), "base-0");
        if (places.size() > 1) {
            // The same name in another place.
            raw(places.get(places.size() - 1), "base-0");
        }
        for (int count = 2 + random.nextInt(5); count > 0; count--) {
            image();
        }
        for (int count = traits.hasChains() ? 3 : 0; count > 0; count--) {
            base = overlay(base, somewhere());
        }
        if (traits.hasLinks() && random.nextInt(3) == 0) {
            link("link", false);
        }
        if (traits.hasLinks() && random.nextInt(8) == 0) {
            link("twin", true);
        }
    }

    List<Image> all() {
        List<Image> all = new ArrayList<>(kernels);
        all.addAll(disks);
        return all;
    }

    /** Returns a disk image that a host has. */
    Image disk(int host) {
        return anyOf(disks, host);
    }

    Image kernel(int host) {
        return anyOf(kernels, host);
    }

    /** Makes another image, to which nothing refers. */
    Image fresh() throws IOException {
        return raw(place(), name());
    }

    /** Makes another overlay on an image. */
    Image overlay(Image base) {
        return overlay(base, somewhere());
    }

    /** Puts another image in the place of one: an overlay on a third. */
    static void replaceByOverlay(Image replaced, Image base) throws IOException {
        ImageMaker.replaceByOverlay(replaced.path(), base.path().toString(), base.format());
    }

    /** Puts another file in the place of one. */
    void replace(Path replaced) throws IOException {
        files.replace(replaced);
    }

    private Image anyOf(List<Image> images, int host) {
        List<Image> its = images.stream()
                .filter(image -> image.hosts().contains(host) && Files.exists(image.path()))
                .toList();
        return its.isEmpty() ? images.get(0) : its.get(random.nextInt(its.size()));
    }

    private void image() throws IOException {
        int kind = random.nextInt(20);
        if (kind < 4) {
            raw(somewhere(), name());
        } else if (kind < 6) {
            Place place = place();
            Image image = new Image(place, place.directory().resolve(name()), "qcow2", 0, place.hosts());
            ImageMaker.qcow2(image.path());
            disks.add(image);
        } else if (kind < 7) {
            withDataFile();
        } else {
            Image base = disks.get(random.nextInt(disks.size()));
            if (base.depth() < DEEPEST) {
                overlay(base, somewhere());
            }
        }
    }

    private Image raw(Place place, String name) throws IOException {
        Image image = new Image(place, place.directory().resolve(name), "raw", 0, place.hosts());
        files.raw(image.path());
        disks.add(image);
        return image;
    }

    private void withDataFile() {
        Place place = somewhere();
        Image image = new Image(place, place.directory().resolve(name()), "qcow2", 0, place.hosts());
        Path data = place.directory().resolve(image.name() + ".data");
        ImageMaker.withDataFile(image.path(), data);
        disks.add(image);
        disks.add(new Image(place, data, "raw", 0, place.hosts()));
    }

    private Image overlay(Image base, Place place) {
        Path path = place.directory().resolve(name());
        Set<Integer> hosts = new TreeSet<>(base.hosts());
        hosts.retainAll(place.hosts());
        if (hosts.isEmpty()) {
            return base;
        }
        Image image = new Image(place, path, "qcow2", base.depth() + 1, hosts);
        if (!ImageMaker.overlay(path, backing(image, base), base.format())) {
            return base;
        }
        disks.add(image);
        return image;
    }

    private String backing(Image image, Image base) {
        if (!traits.hasAliases()) {
            return base.path().toString();
        }
        String below = base.path().getParent().getFileName() + "/" + base.name();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> image.path().getParent().relativize(base.path()).toString();
            case 3 ->
                "json:{\"driver\":\"%s\",\"file\":{\"driver\":\"file\",\"filename\":\"%s\"}}"
                        .formatted(base.format(), base.path());
            case 4 -> base.path().getParent() + "/../" + below;
            case 5 -> "file:" + base.path();
            case 6 -> base.path().getParent() + "//" + base.name();
            default -> base.path().toString();
        };
    }

    private void link(String name, boolean hard) throws IOException {
        List<Image> kind = random.nextBoolean() ? disks : kernels;
        // A hard link does not cross file systems.
        List<Image> targets = hard
                ? kind.stream()
                        .filter(image -> image.place().equals(places.get(0)))
                        .toList()
                : kind;
        if (targets.isEmpty()) {
            return;
        }
        Image to = targets.get(random.nextInt(targets.size()));
        Path path = places.get(0).directory().resolve(name);
        if (hard) {
            Files.createLink(path, to.path());
        } else {
            Files.createSymbolicLink(path, to.path());
        }
        kind.add(new Image(places.get(0), path, to.format(), to.depth(), to.hosts()));
    }

    private void kernel(String name) throws IOException {
        Place place = places.get(0);
        Image kernel = new Image(place, place.directory().resolve(name), "raw", 0, place.hosts());
        files.kernel(kernel.path());
        kernels.add(kernel);
    }

    private String name() {
        return "image-" + names++;
    }

    private Place somewhere() {
        return outside.isPresent() && random.nextInt(5) == 0 ? outside.get() : place();
    }

    private Place place() {
        return places.get(random.nextInt(places.size()));
    }
}
