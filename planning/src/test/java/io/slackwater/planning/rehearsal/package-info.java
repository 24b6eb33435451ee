@NullMarked
package io.slackwater.planning.rehearsal;

import org.jspecify.annotations.NullMarked;
