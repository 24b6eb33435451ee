package io.slackwater.domain.update;

/**
 * The evidence that a VM came up; the names are those of the events. From the weakest
 * proof to the strongest.
 */
public enum VerifiedBy {
    /** Nobody said it. */
    UNKNOWN,
    /** It was not seen to stop, and nothing from inside the guest says more. */
    STAYED_UP,
    /** Its guest agent answered, with what was expected where something was. */
    GUEST_AGENT,
    /** Its guest agent also ran the policy's command, which exited with 0. */
    COMMAND
}
