package io.slackwater.ingest.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A transfer that remembers that it broke, to tell that apart from trouble with where it is written to. */
final class RemoteContent extends FilterInputStream {

    private boolean broken;

    RemoteContent(InputStream in) {
        super(in);
    }

    boolean isBroken() {
        return broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }
}
