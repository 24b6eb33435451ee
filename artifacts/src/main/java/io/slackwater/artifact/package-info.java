/** Gets artifacts from where a change says they are, and checks that they are what it says. */
@NullMarked
package io.slackwater.artifact;

import org.jspecify.annotations.NullMarked;
