/** Runs the console beside an installation, with a PostgreSQL of its own. */
@NullMarked
package io.slackwater.standalone.console;

import org.jspecify.annotations.NullMarked;
