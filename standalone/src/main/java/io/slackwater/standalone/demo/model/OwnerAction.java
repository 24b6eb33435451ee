package io.slackwater.standalone.demo.model;

/** What the owner of the VMs does with one of them. */
public sealed interface OwnerAction {

    /** The VM that it is done with. */
    String vmId();

    /** Asks the guest to power off. */
    record ShutDown(String vmId) implements OwnerAction {}

    /** Starts it. */
    record Start(String vmId) implements OwnerAction {}
}
