/** The artifacts, by their content. */
@NullMarked
package io.slackwater.ingest.artifact;

import org.jspecify.annotations.NullMarked;
