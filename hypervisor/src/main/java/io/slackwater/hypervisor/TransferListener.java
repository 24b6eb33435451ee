package io.slackwater.hypervisor;

/**
 * Is told of the content of a volume that moves between here and a host, piece by piece. No further piece moves before it returns, so
 * that it can slow the transfer down by waiting.
 */
@FunctionalInterface
public interface TransferListener {

    /** Lets everything pass. */
    TransferListener FREE = bytes -> {};

    /** So many bytes more have moved. */
    void moved(long bytes);
}
