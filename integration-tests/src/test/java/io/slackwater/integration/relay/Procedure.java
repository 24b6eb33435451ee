package io.slackwater.integration.relay;

/** The calls to a daemon that are told apart, by their numbers in libvirt's {@code remote_protocol.x}. */
public enum Procedure {
    DOMAIN_LOOKUP(24),
    POOL_LOOKUP(84),
    VOLUME_CREATE(93),
    VOLUME_DELETE(94),
    VOLUME_UPLOAD(208),
    VOLUME_DOWNLOAD(209),
    DOMAINS_LIST(273),
    POOLS_LIST(281),
    EVENTS_REGISTER(316),
    DOMAIN_DEFINE(350);

    private final int number;

    Procedure(int number) {
        this.number = number;
    }

    boolean isOf(Message message) {
        return message.procedure() == number;
    }

    /** Whether a stream of data follows the answer. */
    boolean streams() {
        return this == VOLUME_UPLOAD || this == VOLUME_DOWNLOAD;
    }
}
