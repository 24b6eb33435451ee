package io.slackwater.integration.relay;

import io.slackwater.integration.relay.Spot.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the services and one host's daemon and passes on what they say to each other, so that a test can act at the very
 * moment of a call, and count the definitions.
 */
public final class Relay implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path daemon;
    private final List<Interception> errands = new ArrayList<>();
    private final Map<String, Integer> definitions = new ConcurrentHashMap<>();

    private Relay(ServerSocketChannel server, Path daemon) {
        this.server = server;
        this.daemon = daemon;
    }

    /**
     * Something to do while one side waits for the other; done once.
     *
     * @param way the places to be passed, one after the other, the last of which is where it is done
     * @param hangsUp whether the message that led there is not passed on, and the conversation ends
     */
    private record Interception(List<Spot> way, Runnable action, boolean hangsUp) {

        Interception onwards() {
            return new Interception(way.subList(1, way.size()), action, hangsUp);
        }
    }

    /**
     * Starts one.
     *
     * @param daemon the daemon's socket; it may come and go
     * @param socket where the services are to connect; made here
     */
    public static Relay start(Path daemon, Path socket) {
        try {
            Relay relay = new Relay(ServerSocketChannel.open(StandardProtocolFamily.UNIX), daemon);
            relay.server.bind(UnixDomainSocketAddress.of(socket));
            inBackground(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("no relay can listen at " + socket, e);
        }
    }

    /** Does something the next time that a call comes there, and lets it go on then. */
    public void at(Spot spot, Runnable action) {
        add(new Interception(List.of(spot), action, false));
    }

    /**
     * Does something the next time that calls have come to these places one after the other, and hangs up on both sides there: the
     * other one never gets the message that was on its way.
     */
    public void hangUpAt(List<Spot> way, Runnable action) {
        add(new Interception(List.copyOf(way), action, true));
    }

    /** Returns how often a domain was defined through this relay. */
    public int definitionsOf(String name) {
        return definitions.getOrDefault(name, 0);
    }

    /** Whether everything that was to be done has been done, or begun. */
    public synchronized boolean isIdle() {
        return errands.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private synchronized void add(Interception interception) {
        errands.add(interception);
    }

    /** Does what is to be done where a call is; returns whether the conversation goes on. */
    private boolean reached(Call call, Part part, Optional<Speaker> speaker) {
        Optional<Interception> errand = take(call, part, speaker);
        errand.ifPresent(due -> due.action().run());
        boolean goesOn = errand.filter(Interception::hangsUp).isEmpty();
        if (goesOn && part == Part.ASKED) {
            call.message().defines().ifPresent(domain -> definitions.merge(domain, 1, Integer::sum));
        }
        return goesOn;
    }

    private synchronized Optional<Interception> take(Call call, Part part, Optional<Speaker> speaker) {
        for (Interception interception : List.copyOf(errands)) {
            if (interception.way().get(0).isAt(call, part, speaker)) {
                errands.remove(interception);
                if (interception.way().size() == 1) {
                    return Optional.of(interception);
                }
                errands.add(interception.onwards());
            }
        }
        return Optional.empty();
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
            Conversation conversation = new Conversation(this::reached);
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
        Message message = Message.read(from);
        while (look.isToBePassedOn(message)) {
            message.write(to);
            message = Message.read(from);
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

    private interface Look {
        boolean isToBePassedOn(Message message);
    }

    private interface Work {
        void run() throws IOException;
    }
}
