package io.slackwater.standalone.config;

import io.slackwater.standalone.services.Service;
import io.slackwater.standalone.text.Unreadable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** A configuration as a Java properties file. */
public final class ConfigurationFile {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_BROKER_PORT = 9092;

    private ConfigurationFile() {}

    /**
     * Reads and checks a file.
     *
     * @throws ConfigurationException if it cannot be read, or an entry is wrong; all wrong entries are named
     */
    public static StandaloneConfiguration read(Path file) {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            entries.load(reader);
        } catch (IOException unreadable) {
            throw new ConfigurationException("The configuration " + file + " cannot be read: "
                    + Unreadable.why(unreadable) + "; copy config/slackwater.properties to begin with");
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    file + " is no properties file: " + malformed.getMessage() + "; write a backslash as \\\\");
        }
        return check(file, entries);
    }

    /** Writes a configuration, so that reading the file gives the same. */
    public static void write(StandaloneConfiguration configuration, Path file) throws IOException {
        Properties entries = new Properties();
        entries.putAll(configuration.properties());
        entries.setProperty(
                ConfigurationKeys.DATA_DIRECTORY,
                configuration.dataDirectory().toAbsolutePath().toString());
        entries.setProperty(ConfigurationKeys.HOST, configuration.host());
        entries.setProperty(ConfigurationKeys.BROKER_PORT, String.valueOf(configuration.brokerPort()));
        configuration
                .ports()
                .forEach((service, port) ->
                        entries.setProperty(ConfigurationKeys.portOf(service), String.valueOf(port)));
        ConsoleSettings console = configuration.console();
        entries.setProperty(ConfigurationKeys.CONSOLE_ENABLED, String.valueOf(console.enabled()));
        entries.setProperty(ConfigurationKeys.CONSOLE_PORT, String.valueOf(console.port()));
        entries.setProperty(ConfigurationKeys.CONSOLE_MANAGEMENT_PORT, String.valueOf(console.managementPort()));
        console.databaseUrl().ifPresent(url -> entries.setProperty(ConfigurationKeys.CONSOLE_DATABASE, url));
        configuration.heaps().forEach((service, heap) -> entries.setProperty(ConfigurationKeys.heapOf(service), heap));
        configuration
                .managementPorts()
                .forEach((service, port) ->
                        entries.setProperty(ConfigurationKeys.managementPortOf(service), String.valueOf(port)));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            entries.store(writer, "Written by the launcher");
        }
    }

    private static StandaloneConfiguration check(Path file, Properties entries) {
        List<String> problems = new ArrayList<>();
        for (String key : new TreeSet<>(entries.stringPropertyNames())) {
            ConfigurationKeys.problem(key, entries.getProperty(key).strip()).ifPresent(problems::add);
        }
        String directory =
                entries.getProperty(ConfigurationKeys.DATA_DIRECTORY, "").strip();
        if (directory.isEmpty()) {
            problems.add(ConfigurationKeys.DATA_DIRECTORY
                    + " is missing: name the directory where everything is kept, such as /var/lib/slackwater");
        }
        String policies =
                entries.getProperty(ConfigurationKeys.POLICY_DIRECTORY, ".").strip();
        if (!Files.isDirectory(beside(file, policies))) {
            problems.add(ConfigurationKeys.POLICY_DIRECTORY + " is '" + policies
                    + "': name a directory that is there, with a file <name>.json for each policy");
        }
        if (!problems.isEmpty()) {
            throw ConfigurationException.of(file.toString(), problems);
        }
        Map<Service, Integer> ports = ports(entries);
        return new StandaloneConfiguration(
                beside(file, directory),
                entries.getProperty(ConfigurationKeys.HOST, LOOPBACK).strip(),
                port(entries, ConfigurationKeys.BROKER_PORT, USUAL_BROKER_PORT),
                ports,
                managementPorts(entries, ports),
                heaps(entries),
                JvmSettings.ofMachine(),
                console(entries),
                passedOn(file, entries));
    }

    /** Relative paths are taken from the directory of the file. */
    private static Path beside(Path file, String path) {
        return file.toAbsolutePath().getParent().resolve(path).normalize();
    }

    private static Map<Service, Integer> ports(Properties entries) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, port(entries, ConfigurationKeys.portOf(service), service.usualPort()));
        }
        return ports;
    }

    private static ConsoleSettings console(Properties entries) {
        int port = port(entries, ConfigurationKeys.CONSOLE_PORT, ConsoleSettings.USUAL_PORT);
        return new ConsoleSettings(
                Boolean.parseBoolean(entries.getProperty(ConfigurationKeys.CONSOLE_ENABLED, "true")
                        .strip()),
                port,
                port(entries, ConfigurationKeys.CONSOLE_MANAGEMENT_PORT, ConsoleSettings.usualManagementPort(port)),
                Optional.ofNullable(entries.getProperty(ConfigurationKeys.CONSOLE_DATABASE))
                        .map(String::strip));
    }

    private static Map<Service, String> heaps(Properties entries) {
        Map<Service, String> heaps = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            String heap = entries.getProperty(ConfigurationKeys.heapOf(service));
            if (heap != null) {
                heaps.put(service, heap.strip());
            }
        }
        return heaps;
    }

    private static Map<Service, Integer> managementPorts(Properties entries, Map<Service, Integer> ports) {
        Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);
        StandaloneConfiguration.usualManagementPorts(ports)
                .forEach((service, usual) -> managementPorts.put(
                        service, port(entries, ConfigurationKeys.managementPortOf(service), usual)));
        return managementPorts;
    }

    private static int port(Properties entries, String key, int usual) {
        return Integer.parseInt(entries.getProperty(key, String.valueOf(usual)).strip());
    }

    private static Map<String, String> passedOn(Path file, Properties entries) {
        Map<String, String> passedOn = new HashMap<>();
        for (String key : entries.stringPropertyNames()) {
            if (ConfigurationKeys.isPassedOn(key)) {
                passedOn.put(key, entries.getProperty(key).strip());
            }
        }
        passedOn.computeIfPresent(ConfigurationKeys.POLICY_DIRECTORY, (key, path) -> beside(file, path)
                .toString());
        return passedOn;
    }
}
