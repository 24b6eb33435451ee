package io.slackwater.domain.storage.model;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeFormat;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * What a volume holds.
 *
 * @param holds the portion version; empty for a replaced overlay, for what an abandoned upload left, and where
 *     nobody said it
 * @param artifact what it was made from, or is to be made from, or what a person adopted it as since its digest is the same; empty
 *     where no known artifact has its content
 * @param sizeBytes what it takes in the store; 0 until it is known
 * @param adoption who adopted it; empty where no person did
 * @param consent whether the rule that names it says that it may be deleted though its content cannot be had again
 */
@RecordBuilder
public record Content(
        VolumeOrigin origin,
        Optional<PortionVersion> holds,
        Optional<Artifact> artifact,
        VolumeFormat format,
        long sizeBytes,
        Optional<Adoption> adoption,
        boolean consent) {

    /** Nothing is known of it: nobody adopted or staged it. */
    public static final Content UNKNOWN = new Content(
            VolumeOrigin.NOBODY, Optional.empty(), Optional.empty(), VolumeFormat.UNKNOWN, 0, Optional.empty(), false);

    /** An overlay that an update put aside. */
    public static final Content OVERLAY = new Content(
            VolumeOrigin.REPLACED, Optional.empty(), Optional.empty(), VolumeFormat.QCOW2, 0, Optional.empty(), false);

    /** What a volume holds once {@code artifact} is uploaded. */
    public static Content staged(Artifact artifact) {
        return new Content(
                VolumeOrigin.STAGED,
                Optional.of(artifact.holds()),
                Optional.of(artifact),
                artifact.format(),
                artifact.size(),
                Optional.empty(),
                false);
    }

    /** What a volume holds that an operator's rule names. */
    public static Content named(PortionVersion holds, VolumeFormat format, long sizeBytes) {
        return new Content(
                VolumeOrigin.ADOPTED, Optional.of(holds), Optional.empty(), format, sizeBytes, Optional.empty(), false);
    }

    /** What a volume holds that a person adopted. */
    public static Content adopted(
            PortionVersion holds, Optional<Artifact> artifact, VolumeFormat format, long sizeBytes, Adoption adoption) {
        return new Content(
                VolumeOrigin.ADOPTED, Optional.of(holds), artifact, format, sizeBytes, Optional.of(adoption), false);
    }

    /** Returns what its content is: the SHA-256 of its artifact; empty where nobody read it, as of what a rule names. */
    public Optional<String> sha256() {
        return artifact.map(Artifact::sha256);
    }

    /** Whether Slackwater staged it from an artifact with this content. What only a name speaks for, or a person may write to, is not. */
    public boolean isStagedFrom(Artifact wanted) {
        return origin == VolumeOrigin.STAGED
                && artifact.filter(wanted::hasSameContent).isPresent();
    }

    /** Whether a person may adopt it: nobody has yet but, maybe, a rule that goes by its name. */
    public boolean isAdoptable() {
        return origin == VolumeOrigin.NOBODY || isOnlyNamed();
    }

    /** Whether nothing but a rule says that Slackwater may delete it. */
    public boolean isOnlyNamed() {
        return origin == VolumeOrigin.ADOPTED && adoption.isEmpty();
    }

    /**
     * Whether a newer version takes its place though no VM ever had it: what Slackwater staged for a change that another one overtook,
     * and what a person adopted. A rule names what others may have put there for later.
     */
    public boolean isReplaceableUnused() {
        return holds.isPresent() && (origin == VolumeOrigin.STAGED || adoption.isPresent());
    }

    /** Returns what an upload of it leaves that is given up: what nobody knows, so that it counts as no version. */
    public Content abandoned() {
        return new Content(VolumeOrigin.ABANDONED, Optional.empty(), artifact, format, 0, Optional.empty(), false);
    }

    public Content withSize(long bytes) {
        return bytes > 0 ? ContentBuilder.builder(this).sizeBytes(bytes).build() : this;
    }

    /** What it is when its rule says so of its delete. */
    public Content withConsent(boolean said) {
        return ContentBuilder.builder(this).consent(said).build();
    }

    /**
     * Whether it is gone for good once it is deleted, and neither a person's adoption nor its rule says that it may be: no artifact is
     * known that has its content. A replaced overlay is deleted with the consent of the policy, which calls its disk disposable.
     */
    public boolean needsConsent() {
        return origin == VolumeOrigin.ADOPTED && artifact.isEmpty() && adoption.isEmpty() && !consent;
    }
}
