package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator claims about a volume: its portion and its version.
 *
 * @param portion operating system first: {@code debian-12/kernel}
 */
public record AdoptionClaim(String portion, String version) {

    private static final Pattern TEXT = Pattern.compile("([^/@\\s]+/[^/@\\s]+)@(\\S+)");

    /** Reads {@code portion@version}; empty where the text is something else. */
    public static Optional<AdoptionClaim> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new AdoptionClaim(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /**
     * Returns what a volume is adopted as.
     *
     * @param claim what the person says; empty where the match is to be taken
     */
    public static AdoptionDecision judge(ContentMatch contentMatch, Optional<AdoptionClaim> claim) {
        return contentMatch.accept(new Judging(claim));
    }

    private static AdoptionDecision byDigest(Artifact artifact, Optional<AdoptionClaim> claim) {
        return isOther(claim, artifact.holds())
                ? new AdoptionDecision.Refused(
                        "By its digest it holds " + artifact.holds().inWords(),
                        "Leave out what it holds, or say just that")
                : new AdoptionDecision.Adoptable(artifact.holds(), Optional.of(artifact));
    }

    private static AdoptionDecision byName(PortionVersion guess, Optional<AdoptionClaim> claim) {
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

    private static boolean isOther(Optional<AdoptionClaim> claim, PortionVersion holds) {
        return claim.filter(said -> !said.equals(new AdoptionClaim(holds.portion(), holds.version())))
                .isPresent();
    }

    /** Judges each match. */
    private record Judging(Optional<AdoptionClaim> claim) implements ContentMatch.Visitor<AdoptionDecision> {

        @Override
        public AdoptionDecision byDigest(ContentMatch.ByDigest byDigest) {
            return AdoptionClaim.byDigest(byDigest.artifact(), claim);
        }

        @Override
        public AdoptionDecision byName(ContentMatch.ByName byName) {
            return AdoptionClaim.byName(byName.guess(), claim);
        }

        @Override
        public AdoptionDecision unread(ContentMatch.Unread unread) {
            return new AdoptionDecision.NotYet(
                    "It is as long as a known artifact, and was not read: " + unread.reason());
        }

        @Override
        public AdoptionDecision unknown(ContentMatch.Unknown unknown) {
            return new AdoptionDecision.Refused(
                    "It is unknown: no portion version has its content, and its name is like none",
                    "Leave it. If it does hold a portion version, publish that to patch-ingest with its artifact, and survey again");
        }
    }
}
