package io.slackwater.debian.expand;

import io.slackwater.debian.ArchiveException;
import java.io.IOException;

/** Carries an {@link ArchiveException} through the readers of other libraries, which pass on only {@link IOException}. */
public final class ArchiveIoException extends IOException {

    private static final long serialVersionUID = 1L;
    private final ArchiveException carried;

    public ArchiveIoException(ArchiveException carried) {
        super(carried.getMessage(), carried);
        this.carried = carried;
    }

    /** Returns what went wrong, to be thrown again where the other library is left. */
    public ArchiveException carried() {
        return carried;
    }
}
