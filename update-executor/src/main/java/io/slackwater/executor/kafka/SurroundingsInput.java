package io.slackwater.executor.kafka;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.VolumeEvent;

/** What every task hears, whatever VMs it has. */
public sealed interface SurroundingsInput {

    record OfHost(HostEvent event) implements SurroundingsInput {}

    record OfVolume(VolumeEvent event) implements SurroundingsInput {}

    record OfChange(ChangeEvent event) implements SurroundingsInput {}

    record OfPolicy(PolicyEvent event) implements SurroundingsInput {}
}
