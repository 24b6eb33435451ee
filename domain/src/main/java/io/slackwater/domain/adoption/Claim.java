package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person says that a volume holds.
 *
 * @param portion operating system first: {@code debian-12/kernel}
 */
public record Claim(String portion, String version) {

    private static final Pattern TEXT = Pattern.compile("([^/@\\s]+/[^/@\\s]+)@(\\S+)");

    /** Reads {@code portion@version}; empty where the text is something else. */
    public static Optional<Claim> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new Claim(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * Returns what a volume is adopted as.
     *
     * @param claim what the person says; empty where the match is to be taken
     */
    public static AdoptionDecision judge(Match match, Optional<Claim> claim) {
        if (match instanceof Match.ByDigest byDigest) {
            Artifact artifact = byDigest.artifact();
            return isOther(claim, artifact.holds())
                    ? new AdoptionDecision.Refused(
                            "By its digest it holds " + artifact.holds().inWords(),
                            "Leave out what it holds, or say just that")
                    : new AdoptionDecision.Adoptable(artifact.holds(), Optional.of(artifact));
        } else if (match instanceof Match.ByName byName) {
            return byName(byName.guess(), claim);
        } else if (match instanceof Match.Unread unread) {
            return new AdoptionDecision.NotYet(
                    "It is as long as a known artifact, and was not read: " + unread.reason());
        }
        return new AdoptionDecision.Refused(
                "It is unknown: no portion version has its content, and its name is like none",
                "Leave it. If it does hold a portion version, publish that to patch-ingest with its artifact, and survey again");
    }

    private static AdoptionDecision byName(PortionVersion guess, Optional<Claim> claim) {
        if (claim.isEmpty()) {
            return new AdoptionDecision.Refused(
                    "That it holds %s is a guess by its name".formatted(guess.inWords()),
                    "If you know that it does, say so: " + guess.inWords());
        }
        return isOther(claim, guess)
                ? new AdoptionDecision.Refused(
                        "Its name is that of " + guess.inWords(),
                        "Say just that, if you know it; otherwise leave the volume")
                : new AdoptionDecision.Adoptable(guess, Optional.empty());
    }

    private static boolean isOther(Optional<Claim> claim, PortionVersion holds) {
        return claim.filter(said -> !said.equals(new Claim(holds.portion(), holds.version())))
                .isPresent();
    }
}
