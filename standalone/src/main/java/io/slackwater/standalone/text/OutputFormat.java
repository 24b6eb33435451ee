package io.slackwater.standalone.text;

/** How an answer is written. */
public enum OutputFormat {
    /** For a person: columns, and times in the zone of the viewer. */
    TABLE,
    /** For a program: the documents of the API. */
    JSON
}
