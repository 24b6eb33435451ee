package io.slackwater.broker;

import java.nio.file.Path;

/** Runs a broker as a process of its own until it is told to stop (SIGTERM). */
public final class BrokerMain {

    private static final System.Logger LOG = System.getLogger(BrokerMain.class.getName());

    private BrokerMain() {}

    /**
     * Starts it and waits.
     *
     * @param arguments data directory, host, port
     */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("Expected three arguments: data directory, host, port");
        }
        BrokerConfiguration configuration =
                new BrokerConfiguration(Path.of(arguments[0]), Integer.parseInt(arguments[2]), arguments[1]);
        EmbeddedBroker broker = EmbeddedBroker.start(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        LOG.log(System.Logger.Level.INFO, "The broker serves {0}", broker.bootstrapServers());
        broker.awaitShutdown();
    }
}
