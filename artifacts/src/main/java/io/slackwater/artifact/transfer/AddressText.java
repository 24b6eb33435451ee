package io.slackwater.artifact.transfer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as they may stand in messages, logs and answers. An address can hold a password in its user information, and a token in its
 * query; both are left out. Of an address that Java does not take apart, a password may stand anywhere.
 */
public final class AddressText {

    private AddressText() {}

    /**
     * Returns the address with {@code ***} in place of user information, and without query and fragment. Of one without an authority,
     * such as {@code scheme:anything}, only the scheme is returned, except that the path of a file is shown.
     */
    public static String of(URI uri) {
        boolean isFile = "file".equalsIgnoreCase(uri.getScheme()) && !uri.isOpaque();
        if (uri.isAbsolute() && uri.getRawAuthority() == null && !isFile) {
            return uri.getScheme() + ":***";
        }
        String text = uri.toString();
        int end = text.split("[?#]", 2)[0].length();
        String plain = text.substring(0, end) + (end < text.length() ? "?***" : "");
        String userInfo = uri.getRawUserInfo() != null ? uri.getRawUserInfo() : userInfoOf(uri.getRawAuthority());
        return userInfo.isEmpty() ? plain : plain.replaceFirst(Pattern.quote(userInfo + "@"), "***@");
    }

    /**
     * Parses an address.
     *
     * @param what what the address is of, for the message
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static URI parse(String text, String what) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(what + " is no address: " + malformed.getReason() + " at character "
                    + malformed.getIndex() + "; percent-encode what an address may not hold");
        }
    }

    /** A host name with an underscore makes an authority that Java does not take apart. */
    private static String userInfoOf(@Nullable String authority) {
        return authority == null || authority.lastIndexOf('@') < 0
                ? ""
                : authority.substring(0, authority.lastIndexOf('@'));
    }
}
