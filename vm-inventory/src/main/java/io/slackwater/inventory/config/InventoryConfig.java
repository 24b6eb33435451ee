package io.slackwater.inventory.config;

import io.slackwater.inventory.hosts.HostMode;
import io.slackwater.runtime.adoption.AdoptionConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inventory's settings. */
@ConfigMapping(prefix = "slackwater.inventory")
public interface InventoryConfig {

    /** The hosts, by name. A name with a dot is put in quotes. */
    Map<String, HostConfig> hosts();

    /** The adoption rules, by name: which existing volumes hold which portion versions. */
    Map<String, AdoptionConfig> adoption();

    /** How hosts are watched. */
    WatchConfig watch();

    /** How the hosts are shared with other instances. */
    GroupConfig group();

    /** How many VMs one tick of the match's timer looks at, all partitions together, at most. */
    @WithDefault("80000")
    int rowsPerRound();

    /** For how long none of the hosts may be reachable before this instance says that it is not ready. */
    @WithDefault("2m")
    Duration unreachablePatience();

    /** One host. */
    interface HostConfig {

        /** A libvirt URI, or that of a simulated host. */
        String uri();

        /** Libvirt URIs of further connections that know of other guests of the host: they are asked too before anything is deleted. */
        Optional<List<String>> furtherUris();

        /** What may be done there: OBSERVE, ACTIVE or MAINTENANCE. */
        @WithDefault("OBSERVE")
        HostMode mode();

        /** Labels for selectors and budgets. */
        Map<String, String> labels();
    }

    /** How hosts are watched. */
    interface WatchConfig {

        /** How long a host's events are collected before they are handled. */
        @WithDefault("50ms")
        Duration bundling();

        /** The pause after the first failed attempt to open a host; each further failure doubles it. */
        @WithDefault("1s")
        Duration shortestPause();

        /** The longest pause between two attempts. */
        @WithDefault("60s")
        Duration longestPause();

        /** After how long everything is read again though nothing was missed. */
        @WithDefault("30m")
        Duration resyncInterval();
    }

    /** How the hosts are shared with other instances. */
    interface GroupConfig {

        /** The consumer group of the instances. */
        @WithDefault("slackwater-vm-inventory-watchers")
        String id();

        /** This instance's name, the same after a restart, so that a rolling restart moves no host; none where it is not set. */
        Optional<String> instance();

        /** How long an instance may be away before its hosts are given to others. */
        @WithDefault("45s")
        Duration sessionTimeout();
    }
}
