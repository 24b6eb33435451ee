package io.slackwater.artifact.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Tells trouble with the local disk apart from trouble with the network, in a copy from the one to the other. */
final class LocalOutput extends OutputStream {

    private final OutputStream file;

    LocalOutput(OutputStream file) {
        this.file = file;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        try {
            file.write(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
