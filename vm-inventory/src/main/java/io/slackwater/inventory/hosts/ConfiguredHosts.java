package io.slackwater.inventory.hosts;

import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Declares the hosts of the configuration, each once: what the log says already is not said again at every start. */
public final class ConfiguredHosts {

    private static final Logger LOG = Logger.getLogger(ConfiguredHosts.class);

    private final List<Declaration> configured;
    private final HostRepository hosts;

    public ConfiguredHosts(List<Declaration> configured, HostRepository hosts) {
        this.configured = List.copyOf(configured);
        this.hosts = hosts;
    }

    /** Publishes what is new; the log must have been read before. */
    public void declare() {
        for (Declaration declaration : configured) {
            Optional<Host> known = hosts.find(declaration.hostId());
            if (known.filter(Host::retired).isPresent()) {
                LOG.warnf("Host %s is configured but was retired; POST /hosts declares it again", declaration.hostId());
            } else if (known.filter(host -> host.isDeclaredAs(declaration)).isEmpty()) {
                hosts.declare(declaration);
                LOG.infof("Host %s declared from the configuration", declaration.hostId());
            }
        }
    }
}
