package io.slackwater.lab.guest;

import io.slackwater.lab.LabException;
import io.slackwater.lab.ProgramRun;
import io.slackwater.lab.host.GuestUser;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.lab.host.Virsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The guests of one private host, handled in the role of their owner: what a person with {@code virsh} would do, and
 * nothing that Slackwater does. Every method throws {@link LabException} with libvirt's words when libvirt refuses.
 */
public final class Guests {

    /** What {@code virsh domstate} says of a guest that is off. */
    public static final String SHUT_OFF = "shut off";

    /** What {@code virsh domstate} says of a guest that is on. */
    public static final String RUNNING = "running";

    private static final Duration POLL = Duration.ofMillis(100);

    private final LibvirtHost host;
    private final Virsh virsh;

    public Guests(LibvirtHost host) {
        this.host = host;
        this.virsh = host.virsh();
    }

    /** Makes and starts a directory pool within the host's storage, and returns its directory. */
    public Path createPool(String pool) {
        Path directory = host.storage().resolve(pool);
        createPool(pool, directory);
        return directory;
    }

    /** Makes and starts a directory pool over a directory, which another host may have as well. */
    public void createPool(String pool, Path directory) {
        virsh.run("pool-define-as", pool, "dir", "--target", directory.toString());
        virsh.run("pool-build", pool);
        virsh.run("pool-start", pool);
    }

    /** Stores a file as a raw volume, and returns the volume's path. */
    public Path upload(String pool, String volume, Path content) {
        try {
            virsh.run("vol-create-as", pool, volume, Files.size(content) + "b", "--format", "raw");
        } catch (IOException e) {
            throw new LabException("cannot read " + content, e);
        }
        virsh.run("vol-upload", "--pool", pool, volume, content.toString());
        return given(volumePath(pool, volume));
    }

    /** Makes a qcow2 volume that is backed by a raw volume of the same pool, and returns its path. */
    public Path createOverlay(String pool, String volume, String backing) {
        String capacity = virsh.run("vol-dumpxml", "--pool", pool, backing)
                .lines()
                .filter(line -> line.contains("<capacity"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        virsh.run(
                "vol-create-as",
                pool,
                volume,
                capacity + "b",
                "--format",
                "qcow2",
                "--backing-vol",
                backing,
                "--backing-vol-format",
                "raw");
        return given(volumePath(pool, volume));
    }

    /** Gives an image to the user that the guests run as; their host does not. */
    private Path given(Path image) {
        GuestUser user = host.guestUser();
        try {
            UserPrincipalLookupService names = image.getFileSystem().getUserPrincipalLookupService();
            PosixFileAttributeView file = Files.getFileAttributeView(image, PosixFileAttributeView.class);
            file.setOwner(names.lookupPrincipalByName(user.user()));
            file.setGroup(names.lookupPrincipalByGroupName(user.group()));
            return image;
        } catch (IOException e) {
            throw new LabException("cannot give " + image + " to " + user.user(), e);
        }
    }

    public Path volumePath(String pool, String volume) {
        return Path.of(virsh.run("vol-path", "--pool", pool, volume));
    }

    /** The file for a guest's console, for its {@link GuestDefinition}. */
    public Path consoleOf(String guest) {
        return host.storage().resolve(guest + ".console");
    }

    /** Defines a guest, which stays off, and returns its UUID. */
    public UUID define(GuestDefinition guest) {
        try {
            Path file = Files.createTempFile("slackwater-guest-", ".xml");
            try {
                Files.writeString(file, guest.toXml());
                virsh.run("define", file.toString(), "--validate");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LabException("cannot define " + guest.name(), e);
        }
        return UUID.fromString(virsh.run("domuuid", guest.name()));
    }

    public void start(String guest) {
        virsh.run("start", guest);
    }

    /** Presses the power button, and returns at once. */
    public void shutdown(String guest) {
        virsh.run("shutdown", guest, "--mode", "acpi");
    }

    /** Pulls the plug. */
    public void destroy(String guest) {
        virsh.run("destroy", guest);
    }

    /** What {@code virsh domstate} says, such as {@link #RUNNING} or {@link #SHUT_OFF}. */
    public String state(String guest) {
        return virsh.run("domstate", guest);
    }

    /** The definition of the next start. */
    public String definition(String guest) {
        return virsh.run("dumpxml", guest, "--inactive");
    }

    /** What the guest has printed since its last start. */
    public String console(String guest) {
        try {
            return Files.readString(consoleOf(guest));
        } catch (IOException e) {
            throw new LabException("cannot read the console of " + guest, e);
        }
    }

    /** Asks the guest's agent what it runs; empty while no agent answers. */
    public Optional<GuestReport> report(String guest) {
        ProgramRun answer =
                virsh.attempt("qemu-agent-command", guest, "--timeout", "2", "{\"execute\":\"guest-get-osinfo\"}");
        return answer.succeeded() ? Optional.of(GuestReport.of(answer.output())) : Optional.empty();
    }

    /**
     * Waits for the agent's first answer.
     *
     * @throws LabException if there is none within {@code limit}; it carries the console
     */
    public GuestReport awaitReport(String guest, Duration limit) {
        return await(() -> report(guest), limit)
                .orElseThrow(() -> new LabException(
                        "the agent of " + guest + " did not answer within " + limit + "; console: " + console(guest)));
    }

    /**
     * Waits until the guest is in {@code state}.
     *
     * @throws LabException if it is not within {@code limit}
     */
    public void awaitState(String guest, String state, Duration limit) {
        if (await(() -> Optional.of(state(guest)).filter(state::equals), limit).isEmpty()) {
            throw new LabException(guest + " was not " + state + " within " + limit + " but " + state(guest));
        }
    }

    private static <T> Optional<T> await(Supplier<Optional<T>> condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> result = condition.get();
        while (result.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            result = condition.get();
        }
        return result;
    }
}
