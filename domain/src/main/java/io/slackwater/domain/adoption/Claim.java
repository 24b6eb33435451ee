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
        return match.accept(new Judging(claim));
    }

    private static AdoptionDecision byDigest(Artifact artifact, Optional<Claim> claim) {
        return isOther(claim, artifact.holds())
                ? new AdoptionDecision.Refused(
                        "By its digest it holds " + artifact.holds().inWords(),
                        "Leave out what it holds, or say just that")
                : new AdoptionDecision.Adoptable(artifact.holds(), Optional.of(artifact));
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

    /** Judges each match. */
    private record Judging(Optional<Claim> claim) implements Match.Visitor<AdoptionDecision> {

        @Override
        public AdoptionDecision byDigest(Match.ByDigest byDigest) {
            return Claim.byDigest(byDigest.artifact(), claim);
        }

        @Override
        public AdoptionDecision byName(Match.ByName byName) {
            return Claim.byName(byName.guess(), claim);
        }

        @Override
        public AdoptionDecision unread(Match.Unread unread) {
            return new AdoptionDecision.NotYet(
                    "It is as long as a known artifact, and was not read: " + unread.reason());
        }

        @Override
        public AdoptionDecision unknown(Match.Unknown unknown) {
            return new AdoptionDecision.Refused(
                    "It is unknown: no portion version has its content, and its name is like none",
                    "Leave it. If it does hold a portion version, publish that to patch-ingest with its artifact, and survey again");
        }
    }
}
