/** Keeps the read model up to date while the process runs, and says whether it is. */
@NullMarked
package io.slackwater.console.service;

import org.jspecify.annotations.NullMarked;
