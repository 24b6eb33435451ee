/** Plans for people and for programs. */
@NullMarked
package io.slackwater.planning.report;

import org.jspecify.annotations.NullMarked;
