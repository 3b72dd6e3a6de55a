#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/tasks/task.h"

#include <cstddef>
#include <span>
#include <vector>

namespace groupware::tasks {

/// What becomes of the participants that a client named: users and groups with their names and addresses, members of
/// groups as users that nobody chose, each once. Who was there before keeps his answer.
/// @throws Error BadRequest for users and groups that do not exist and addresses that are none, TooLarge beyond `most`
[[nodiscard]] std::vector<Participant> resolveParticipants(dbpool::WriteTransaction& tx,
                                                           std::span<const Participant> wanted,
                                                           std::span<const Participant> before, std::size_t most);

/// Participants are asked of users that may delegate, and not of private tasks.
/// @throws Error Forbidden, BadRequest
void requireDelegation(const Caller& caller, const Task& task, const std::vector<Participant>& participants);

}  // namespace groupware::tasks
