/** Gets artifacts from where a change says they are, and checks that they are what it says. */
@NullMarked
package io.slackwater.worker.storage.artifact;

import org.jspecify.annotations.NullMarked;
