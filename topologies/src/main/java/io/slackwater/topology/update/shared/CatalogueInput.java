package io.slackwater.topology.update.shared;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.VolumeEvent;

/** What every task hears, whatever VMs it has. */
public sealed interface CatalogueInput {

    record OfHost(HostEvent event) implements CatalogueInput {}

    record OfVolume(VolumeEvent event) implements CatalogueInput {}

    record OfChange(ChangeEvent event) implements CatalogueInput {}

    record OfPolicy(PolicyEvent event) implements CatalogueInput {}
}
