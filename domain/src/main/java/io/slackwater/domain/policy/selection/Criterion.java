package io.slackwater.domain.policy.selection;

/** What a selector may ask for, in the order of its weight: of two selectors, the one that asks for more by the first wins. */
public enum Criterion {
    VM_LABELS,
    HOST_LABELS,
    PORTION,
    SEVERITY
}
