package io.slackwater.inventory.hosts;

import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Declares the hosts of the configuration, each once: what the log says already is not said again at every start. */
public final class ConfiguredHosts {

    private static final Logger LOG = Logger.getLogger(ConfiguredHosts.class);

    private final List<HostDeclaration> configured;
    private final HostRepository hosts;

    public ConfiguredHosts(List<HostDeclaration> configured, HostRepository hosts) {
        this.configured = List.copyOf(configured);
        this.hosts = hosts;
    }

    /** Publishes what is new; the log must have been read before. */
    public void declare() {
        for (HostDeclaration hostDeclaration : configured) {
            Optional<Host> known = hosts.find(hostDeclaration.hostId());
            if (known.filter(Host::retired).isPresent()) {
                LOG.warnf(
                        "Host %s is configured but was retired; POST /hosts declares it again",
                        hostDeclaration.hostId());
            } else if (known.filter(host -> host.isDeclaredAs(hostDeclaration)).isEmpty()) {
                hosts.declare(hostDeclaration);
                LOG.infof("Host %s declared from the configuration", hostDeclaration.hostId());
            }
        }
    }
}
