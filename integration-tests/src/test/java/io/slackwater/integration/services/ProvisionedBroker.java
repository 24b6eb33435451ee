package io.slackwater.integration.services;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.util.Map;

/** A broker in this process that has the topics of the catalogue. */
public final class ProvisionedBroker {

    private ProvisionedBroker() {}

    /**
     * Starts one on a free port.
     *
     * @param dataDirectory where its logs are, made where it is not there
     */
    public static EmbeddedBroker start(Path dataDirectory) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(dataDirectory));
        new TopicProvisioner(Map.of("bootstrap.servers", broker.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                .provision();
        return broker;
    }
}
