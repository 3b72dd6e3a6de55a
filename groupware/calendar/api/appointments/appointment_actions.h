#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/appointments/all_appointments.h"
#include "groupware/calendar/api/appointments/appointment_free_busy.h"
#include "groupware/calendar/api/appointments/appointment_updates.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/api/appointments/change_exceptions.h"
#include "groupware/calendar/api/appointments/coming_appointments.h"
#include "groupware/calendar/api/appointments/confirm_appointment.h"
#include "groupware/calendar/api/appointments/copy_appointment.h"
#include "groupware/calendar/api/appointments/delete_appointments.h"
#include "groupware/calendar/api/appointments/get_appointment.h"
#include "groupware/calendar/api/appointments/has_appointments.h"
#include "groupware/calendar/api/appointments/list_appointments.h"
#include "groupware/calendar/api/appointments/new_appointment.h"
#include "groupware/calendar/api/appointments/resolve_uid.h"
#include "groupware/calendar/api/appointments/search_appointments.h"
#include "groupware/calendar/api/appointments/update_appointment.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// Every action of the module `calendar`, Open-Xchange's older interface, ready to be registered. Outlives the
/// registry.
class AppointmentActions {
public:
    /// All outlive this object.
    AppointmentActions(const Appointments::Parts& parts, const CalendarService& service,
                       const FreeBusyService& freeBusy)
        : appointments_(parts),
          all_(appointments_),
          has_(appointments_),
          list_(appointments_),
          updates_(appointments_),
          get_(appointments_),
          search_(appointments_),
          coming_(appointments_),
          resolveUid_(appointments_),
          changeExceptions_(appointments_),
          freeBusy_(freeBusy, appointments_),
          new_(service, appointments_),
          update_(service, appointments_),
          copy_(service, appointments_),
          delete_(service, appointments_),
          confirm_(service, appointments_) {}
    AppointmentActions(const AppointmentActions&) = delete;
    AppointmentActions& operator=(const AppointmentActions&) = delete;

    void addTo(groupware::api::Registry& registry);

private:
    Appointments appointments_;
    AllAppointments all_;
    HasAppointments has_;
    ListAppointments list_;
    AppointmentUpdates updates_;
    GetAppointment get_;
    SearchAppointments search_;
    ComingAppointments coming_;
    ResolveUid resolveUid_;
    ChangeExceptions changeExceptions_;
    AppointmentFreeBusy freeBusy_;
    NewAppointment new_;
    UpdateAppointment update_;
    CopyAppointment copy_;
    DeleteAppointments delete_;
    ConfirmAppointment confirm_;
};

}  // namespace groupware::calendar::api
