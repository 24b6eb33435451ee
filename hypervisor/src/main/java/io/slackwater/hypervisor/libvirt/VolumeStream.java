package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.TransferListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Moves the content of volumes over a connection's streams. */
final class VolumeStream {

    /** The most that one message of the remote protocol carries, in bytes. */
    private static final int CHUNK = 256 << 10;

    private final LibvirtLibrary library;
    private final StorageCalls calls;
    private final Pointer connection;

    VolumeStream(LibvirtLibrary library, Pointer connection) {
        this.library = library;
        this.calls = library.storage();
        this.connection = connection;
    }

    /** Uploads content that must have exactly the volume's capacity. */
    void upload(Pointer volume, NewVolume description, InputStream content) throws HypervisorException, IOException {
        long expected = description.capacityBytes();
        Pointer stream = open();
        boolean finished = false;
        try {
            library.checked(
                    calls.virStorageVolUpload(volume, stream, 0, expected, 0),
                    "Uploading volume " + description.name());
            long sent = sendAll(stream, content, expected, description.name());
            if (sent != expected || content.read() >= 0) {
                throw new HypervisorException.Rejected(
                        "Volume %s was to get %d bytes, its content has %s"
                                .formatted(description.name(), expected, sent < expected ? sent : "more"),
                        null);
            }
            library.checked(calls.virStreamFinish(stream), "Uploading volume " + description.name());
            finished = true;
        } finally {
            release(stream, finished);
        }
    }

    /** Returns the digest of the first {@code length} bytes. */
    String sha256(Pointer volume, String name, long length, TransferListener transferListener)
            throws HypervisorException {
        MessageDigest digest = sha256();
        long received = download(volume, name, length, (buffer, from, size) -> {
            digest.update(buffer, from, size);
            transferListener.moved(size);
        });
        if (received != length) {
            throw new HypervisorException.Rejected(
                    "Volume %s has %d bytes, not %d".formatted(name, received, length), null);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the first {@code length} bytes, or all of a shorter volume. */
    byte[] beginning(Pointer volume, String name, int length) throws HypervisorException {
        ByteArrayOutputStream beginning = new ByteArrayOutputStream(length);
        download(volume, name, length, beginning::write);
        return beginning.toByteArray();
    }

    private long download(Pointer volume, String name, long length, Sink sink) throws HypervisorException {
        Pointer stream = open();
        boolean finished = false;
        try {
            library.checked(
                    calls.virStorageVolDownload(volume, stream, 0, length, 0), "Reading volume " + name + " back");
            long received = receive(stream, sink, name);
            library.checked(calls.virStreamFinish(stream), "Reading volume " + name + " back");
            finished = true;
            return received;
        } finally {
            release(stream, finished);
        }
    }

    private long sendAll(Pointer stream, InputStream content, long limit, String name)
            throws HypervisorException, IOException {
        byte[] buffer = new byte[CHUNK];
        long sent = 0;
        while (sent < limit) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, limit - sent));
            if (read < 0) {
                return sent;
            }
            for (int from = 0; from < read; ) {
                byte[] rest = from == 0 ? buffer : Arrays.copyOfRange(buffer, from, read);
                from += library.checked(calls.virStreamSend(stream, rest, read - from), "Uploading volume " + name);
            }
            sent += read;
        }
        return sent;
    }

    private long receive(Pointer stream, Sink sink, String name) throws HypervisorException {
        byte[] buffer = new byte[CHUNK];
        long received = 0;
        while (true) {
            int read = library.checked(
                    calls.virStreamRecv(stream, buffer, buffer.length), "Reading volume " + name + " back");
            if (read == 0) {
                return received;
            }
            sink.take(buffer, 0, read);
            received += read;
        }
    }

    private Pointer open() throws HypervisorException {
        return library.checked(calls.virStreamNew(connection, 0), "Opening a stream");
    }

    private void release(Pointer stream, boolean finished) {
        if (!finished) {
            calls.virStreamAbort(stream);
        }
        calls.virStreamFree(stream);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Takes the first {@code length} bytes of a buffer. */
    private interface Sink {
        void take(byte[] buffer, int from, int length);
    }
}
