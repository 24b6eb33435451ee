package io.slackwater.integration.hosts;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the services and one host's daemon and passes on what they say to each other, so that a test can act at the very
 * moment of a definition. It knows no more of libvirt's protocol than where a message ends, and which one defines a domain
 * (libvirt, {@code virnetprotocol.x} and {@code remote_protocol.x}).
 */
public final class Relay implements AutoCloseable {

    private static final int LENGTH_BYTES = 4;
    private static final int PROCEDURE_AT = 8;
    private static final int SERIAL_AT = 16;
    private static final int DEFINE_XML_FLAGS = 350;

    private final ServerSocketChannel server;
    private final Path daemon;
    private final Map<Moment, Errand> errands = new ConcurrentHashMap<>();

    private Relay(ServerSocketChannel server, Path daemon) {
        this.server = server;
        this.daemon = daemon;
    }

    /** When something is to be done: while the daemon has not seen the definition, or while its answer has not been seen. */
    public enum Moment {
        BEFORE_DEFINITION,
        AFTER_DEFINITION
    }

    /** Something to do while one side waits for the other; done once. */
    private record Errand(String domain, Runnable action) {

        boolean concerns(byte[] message) {
            return new String(message, StandardCharsets.UTF_8).contains("<name>" + domain + "</name>");
        }
    }

    /**
     * Starts one.
     *
     * @param daemon the daemon's socket; it may come and go
     * @param socket where the services are to connect; made here
     */
    static Relay start(Path daemon, Path socket) {
        try {
            Relay relay = new Relay(ServerSocketChannel.open(StandardProtocolFamily.UNIX), daemon);
            relay.server.bind(UnixDomainSocketAddress.of(socket));
            inBackground(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no relay can listen at " + socket, e);
        }
    }

    /** Does something at a moment of that domain's next definition through this relay. */
    public void at(Moment moment, String domain, Runnable action) {
        errands.put(moment, new Errand(domain, action));
    }

    /** Whether everything that was to be done has been done, or begun. */
    public boolean isIdle() {
        return errands.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() throws IOException {
        while (server.isOpen()) {
            SocketChannel service = server.accept();
            inBackground(() -> serve(service));
        }
    }

    private void serve(SocketChannel service) throws IOException {
        try (service;
                SocketChannel host = SocketChannel.open(UnixDomainSocketAddress.of(daemon))) {
            Conversation conversation = new Conversation();
            inBackground(() -> {
                // Ends with either side's end, and takes the other with it.
                try (service;
                        host) {
                    pass(host, service, conversation::answered);
                }
            });
            pass(service, host, conversation::asked);
        }
    }

    private static void pass(SocketChannel from, SocketChannel to, Look look) throws IOException {
        while (true) {
            int length = read(from, LENGTH_BYTES).getInt();
            byte[] message = read(from, length - LENGTH_BYTES).array();
            look.at(message);
            ByteBuffer whole =
                    ByteBuffer.allocate(length).putInt(length).put(message).flip();
            while (whole.hasRemaining()) {
                to.write(whole);
            }
        }
    }

    /** Reads from the channel itself: the streams of {@code Channels} let nobody write to it meanwhile. */
    private static ByteBuffer read(SocketChannel from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException("the other side has hung up");
            }
        }
        return bytes.flip();
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // One side has hung up, or the daemon is away: the other finds its end of the conversation
                        // closed.
                        return;
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection's messages: which of its calls a later answer belongs to. */
    private final class Conversation {

        private final Map<Integer, Errand> pending = new ConcurrentHashMap<>();

        void asked(byte[] message) {
            if (!defines(message)) {
                return;
            }
            take(Moment.AFTER_DEFINITION, message).ifPresent(errand -> pending.put(serial(message), errand));
            take(Moment.BEFORE_DEFINITION, message)
                    .ifPresent(errand -> errand.action().run());
        }

        void answered(byte[] message) {
            if (defines(message)) {
                Optional.ofNullable(pending.remove(serial(message)))
                        .ifPresent(errand -> errand.action().run());
            }
        }

        private Optional<Errand> take(Moment moment, byte[] message) {
            return Optional.ofNullable(errands.get(moment))
                    .filter(errand -> errand.concerns(message) && errands.remove(moment, errand));
        }

        private boolean defines(byte[] message) {
            return ByteBuffer.wrap(message).getInt(PROCEDURE_AT) == DEFINE_XML_FLAGS;
        }

        private int serial(byte[] message) {
            return ByteBuffer.wrap(message).getInt(SERIAL_AT);
        }
    }

    private interface Look {
        void at(byte[] message);
    }

    private interface Work {
        void run() throws IOException;
    }
}
