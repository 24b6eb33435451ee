package io.slackwater.debian.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;

/** Puts clear-signed files together that no program would make. */
public final class ClearSigned {

    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private ClearSigned() {}

    /**
     * Returns a text with the signatures of other files.
     *
     * @param text neither dashed nor blank at an end of a line
     * @param signed clear-signed texts, or armored signatures
     */
    public static byte[] withSignaturesOf(String text, List<byte[]> signed) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String head = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\nHash: SHA1\n\n";
        all.write((head + text).getBytes(StandardCharsets.UTF_8));
        try (ArmoredOutputStream armor = new ArmoredOutputStream(all)) {
            for (byte[] one : signed) {
                String file = new String(one, StandardCharsets.UTF_8);
                byte[] signature = file.substring(file.indexOf(BEGIN_SIGNATURE)).getBytes(StandardCharsets.UTF_8);
                armor.write(new ArmoredInputStream(new ByteArrayInputStream(signature)).readAllBytes());
            }
        }
        return all.toByteArray();
    }
}
