#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `sessionmanagement?action=all`: the caller's sessions, oldest first.
class AllSessions final : public groupware::api::Action {
public:
    explicit AllSessions(SessionService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    SessionService& service_;
};

/// `sessionmanagement?action=delete`: ends the caller's sessions whose ids the body lists. Those that are over already
/// are no error.
class DeleteSessions final : public groupware::api::Action {
public:
    explicit DeleteSessions(SessionService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    SessionService& service_;
};

/// `sessionmanagement?action=clear`: ends all sessions of the caller but this one.
class ClearSessions final : public groupware::api::Action {
public:
    explicit ClearSessions(SessionService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    SessionService& service_;
};

}  // namespace groupware::session::api
