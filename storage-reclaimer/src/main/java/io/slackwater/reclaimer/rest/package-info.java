/** What people ask about storage, and what they decide, over HTTP. */
@NullMarked
package io.slackwater.reclaimer.rest;

import org.jspecify.annotations.NullMarked;
