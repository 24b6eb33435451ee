package io.slackwater.domain.policy;

/**
 * A pattern over the names of portions.
 *
 * @param text a name, in which {@code *} stands for any characters, also none
 */
public record PortionPattern(String text) {

    private static final char ANY = '*';

    /** Whether a portion's name fits. */
    public boolean matches(String portion) {
        // Moves on along both texts, and comes back to the last star where they part: never exponential.
        int at = 0;
        int there = 0;
        int star = -1;
        int resume = 0;
        while (there < portion.length()) {
            if (at < text.length() && text.charAt(at) == ANY) {
                star = at++;
                resume = there;
            } else if (at < text.length() && text.charAt(at) == portion.charAt(there)) {
                at++;
                there++;
            } else if (star >= 0) {
                at = star + 1;
                there = ++resume;
            } else {
                return false;
            }
        }
        return text.chars().skip(at).allMatch(character -> character == ANY);
    }

    /** Whether it names one portion. */
    public boolean isExact() {
        return text.indexOf(ANY) < 0;
    }

    /** Returns how many of its characters are given. */
    public int givenCharacters() {
        return (int) text.chars().filter(character -> character != ANY).count();
    }

    @Override
    public String toString() {
        return text;
    }
}
