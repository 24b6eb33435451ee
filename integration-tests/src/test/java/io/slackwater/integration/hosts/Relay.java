package io.slackwater.integration.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the services and one host's daemon and passes on what they say to each other, so that a test can act at the very
 * moment of a look or a definition, and count the definitions.
 */
public final class Relay implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path daemon;
    private final Map<Moment, Errand> errands = new ConcurrentHashMap<>();
    private final Map<String, Integer> definitions = new ConcurrentHashMap<>();

    private Relay(ServerSocketChannel server, Path daemon) {
        this.server = server;
        this.daemon = daemon;
    }

    /** When something is to be done: while the daemon has not seen the call, or while its answer has not been seen. */
    public enum Moment {
        BEFORE_LOOK,
        BEFORE_DEFINITION,
        AFTER_DEFINITION
    }

    /** Something to do while one side waits for the other; done once. */
    private record Errand(String domain, Runnable action) {}

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

    /**
     * Does something at a moment of the next look at a domain, or of its next definition, through this relay.
     *
     * @param domain its UUID for a look, its name for a definition
     */
    public void at(Moment moment, String domain, Runnable action) {
        errands.put(moment, new Errand(domain, action));
    }

    /** Returns how often a domain was defined through this relay. */
    public int definitionsOf(String name) {
        return definitions.getOrDefault(name, 0);
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
            Message message = Message.read(from);
            look.at(message);
            message.write(to);
        }
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

        void asked(Message message) {
            message.looksUp()
                    .flatMap(domain -> take(Moment.BEFORE_LOOK, domain.toString()))
                    .ifPresent(errand -> errand.action().run());
            message.defines().ifPresent(domain -> {
                definitions.merge(domain, 1, Integer::sum);
                take(Moment.AFTER_DEFINITION, domain).ifPresent(errand -> pending.put(message.serial(), errand));
                take(Moment.BEFORE_DEFINITION, domain)
                        .ifPresent(errand -> errand.action().run());
            });
        }

        void answered(Message message) {
            if (message.isAboutDefinition()) {
                Optional.ofNullable(pending.remove(message.serial()))
                        .ifPresent(errand -> errand.action().run());
            }
        }

        private Optional<Errand> take(Moment moment, String domain) {
            return Optional.ofNullable(errands.get(moment))
                    .filter(errand -> errand.domain().equals(domain) && errands.remove(moment, errand));
        }
    }

    private interface Look {
        void at(Message message);
    }

    private interface Work {
        void run() throws IOException;
    }
}
