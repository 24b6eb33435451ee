package io.slackwater.lab.guest;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.apt.AptSettings;
import io.slackwater.debian.archive.DebianArchive;
import io.slackwater.debian.index.DebianPackage;
import io.slackwater.debian.index.DependencyClosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All that guests are made of, from a Debian archive: its two newest kernels, busybox and the guest agent. */
public final class GuestKit {

    private static final List<String> PROGRAMS = List.of("busybox-static", "qemu-guest-agent");

    private static final Pattern PROGRAM_MEMBERS =
            Pattern.compile("(usr/)?bin/busybox|usr/s?bin/qemu-ga|(usr/)?lib/x86_64-linux-gnu/[^/]+\\.so[^/]*");

    /** The image, and the modules of the few directories that a lab guest's modules and their dependencies are in. */
    private static final Pattern KERNEL_MEMBERS = Pattern.compile("boot/vmlinuz-.*|(usr/)?lib/modules/[^/]+/kernel/"
            + "(drivers/(acpi|input|virtio|char|block|misc|nvdimm)|fs|lib|crypto|arch)/.*\\.ko(\\.xz)?");

    private final String series;
    private final GuestKernel older;
    private final GuestKernel newer;
    private final List<Path> programs;

    private GuestKit(String series, GuestKernel older, GuestKernel newer, List<Path> programs) {
        this.series = series;
        this.older = older;
        this.newer = newer;
        this.programs = List.copyOf(programs);
    }

    /**
     * As {@link #fetch}, from the archive that this machine's apt is set up with.
     *
     * @param cache as there; {@link #usualCache()} is a good one
     */
    public static GuestKit ofThisMachine(Path cache) throws ArchiveException, IOException {
        Path indexes = Files.createDirectories(cache.resolve("indexes"));
        return fetch(DebianArchive.open(AptSettings.ofThisMachine().mainArchive(indexes)), cache);
    }

    /** Where this user's caches are, by the XDG base directory specification. */
    public static Path usualCache() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path caches =
                named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return caches.resolve("slackwater");
    }

    /**
     * Finds, downloads and extracts what is not in the cache yet; about 60 MB the first time.
     *
     * @param cache kept for later runs; any number of processes may share it
     * @throws ArchiveException if the archive has not got it, or did not give it
     */
    public static GuestKit fetch(DebianArchive archive, Path cache) throws ArchiveException, IOException {
        List<DebianPackage> offered =
                archive.offers((name, architecture) -> true).packages();
        KernelChoice kernels = KernelChoice.among(offered);
        PackageCache packages = new PackageCache(archive, cache);
        List<Path> programs = new ArrayList<>();
        for (DebianPackage needed : DependencyClosure.over(offered).of(PROGRAMS)) {
            programs.add(packages.extracted(needed, PROGRAM_MEMBERS));
        }
        return new GuestKit(
                kernels.series(), kernel(packages, kernels.older()), kernel(packages, kernels.newer()), programs);
    }

    private static GuestKernel kernel(PackageCache packages, DebianPackage kernel)
            throws ArchiveException, IOException {
        Path root = packages.extracted(kernel, KERNEL_MEMBERS);
        String release = KernelChoice.releaseOf(kernel);
        return new GuestKernel(
                release,
                kernel.version().text(),
                kernel.name(),
                root.resolve("boot/vmlinuz-" + release),
                modules(root, release));
    }

    private static Path modules(Path root, String release) {
        Path modules = root.resolve("lib/modules").resolve(release);
        return modules.toFile().isDirectory()
                ? modules
                : root.resolve("usr/lib/modules").resolve(release);
    }

    /** The newest kernel but one. */
    public GuestKernel older() {
        return older;
    }

    /** The newest kernel. */
    public GuestKernel newer() {
        return newer;
    }

    /** A regular expression for the names of the packages that the two kernels were chosen from. */
    public String kernelPackages() {
        return "linux-image-" + series.replace(".", "\\.") + "\\.[a-z0-9.+-]*-cloud-amd64";
    }

    /**
     * Writes an initramfs that boots with both kernels.
     *
     * @param version what the guest reports as its initrd's version
     * @param target replaced if it is there
     */
    public void writeInitramfs(String version, Path target) throws IOException {
        writeInitramfs(version, List.of(older, newer), target);
    }

    /** As {@link #writeInitramfs(String, Path)}, with the modules of these kernels only. */
    public void writeInitramfs(String version, List<GuestKernel> kernels, Path target) throws IOException {
        new Initramfs(programs).write(version, kernels, target);
    }
}
