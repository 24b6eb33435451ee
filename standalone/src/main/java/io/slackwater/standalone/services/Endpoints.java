package io.slackwater.standalone.services;

import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the parts of an installation are reached. A running one keeps them in a file of its data directory, for the
 * commands that ask it.
 *
 * @param broker host and port
 * @param services the address of each service's REST interface
 * @param management the address of each service's health and metrics
 * @param console the address of the console, whether it runs by now or not; empty where the installation has none
 */
public record Endpoints(
        String broker, Map<Service, URI> services, Map<Service, URI> management, Optional<URI> console) {

    private static final String FILE = "endpoints";
    private static final String BROKER = "broker";
    private static final String CONSOLE = "console";
    private static final String MANAGEMENT = ".management";
    private static final String PID = "pid";
    private static final String IDENTITY = "identity";

    public Endpoints {
        services = Map.copyOf(services);
        management = Map.copyOf(management);
    }

    /** Returns where an installation of that configuration is reached, as far as its ports are chosen. */
    public static Endpoints of(StandaloneConfiguration configuration) {
        return new Endpoints(
                configuration.host() + ":" + configuration.brokerPort(),
                addresses(configuration.host(), configuration.ports()),
                addresses(configuration.host(), configuration.managementPorts()),
                configuration.console().address());
    }

    private static Map<Service, URI> addresses(String host, Map<Service, Integer> ports) {
        Map<Service, URI> addresses = new EnumMap<>(Service.class);
        ports.forEach((service, port) -> addresses.put(service, URI.create("http://" + host + ":" + port)));
        return addresses;
    }

    /** Returns where the installation that runs over a data directory is reached; empty where none does. */
    public static Optional<Endpoints> ofRunning(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        } catch (IOException notThere) {
            return Optional.empty();
        }
        return runs(entries) ? Optional.of(of(entries)) : Optional.empty();
    }

    /** Says that this process runs the installation. */
    void write(Path dataDirectory) {
        Properties entries = new Properties();
        entries.setProperty(PID, String.valueOf(ProcessHandle.current().pid()));
        entries.setProperty(IDENTITY, identity(ProcessHandle.current()));
        entries.setProperty(BROKER, broker);
        services.forEach((service, address) -> entries.setProperty(service.module(), address.toString()));
        management.forEach(
                (service, address) -> entries.setProperty(service.module() + MANAGEMENT, address.toString()));
        console.ifPresent(address -> entries.setProperty(CONSOLE, address.toString()));
        try (Writer writer = Files.newBufferedWriter(dataDirectory.resolve(FILE))) {
            entries.store(writer, "Written by the launcher while it runs");
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write the endpoints into " + dataDirectory, failed);
        }
    }

    static void delete(Path dataDirectory) {
        try {
            Files.deleteIfExists(dataDirectory.resolve(FILE));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot delete the endpoints in " + dataDirectory, failed);
        }
    }

    private static Endpoints of(Properties entries) {
        return new Endpoints(
                entries.getProperty(BROKER, ""),
                addresses(entries, ""),
                addresses(entries, MANAGEMENT),
                Optional.ofNullable(entries.getProperty(CONSOLE)).map(URI::create));
    }

    private static Map<Service, URI> addresses(Properties entries, String suffix) {
        Map<Service, URI> addresses = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            Optional.ofNullable(entries.getProperty(service.module() + suffix))
                    .ifPresent(address -> addresses.put(service, URI.create(address)));
        }
        return addresses;
    }

    /** A process id alone may belong to a stranger by now. */
    private static boolean runs(Properties entries) {
        String pid = entries.getProperty(PID, "");
        return pid.chars().allMatch(Character::isDigit)
                && !pid.isEmpty()
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> identity(process).equals(entries.getProperty(IDENTITY)))
                        .isPresent();
    }

    private static String identity(ProcessHandle process) {
        return ProcessIdentity.of(process).orElse("");
    }
}
