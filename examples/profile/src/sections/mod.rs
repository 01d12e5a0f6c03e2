//! The sections of the page: one file each, with its rule.

pub(crate) mod contact_information;
pub(crate) mod direct_deposit;
pub(crate) mod notifications;
pub(crate) mod personal_information;

pub(crate) use contact_information::ContactInformation;
pub(crate) use direct_deposit::DirectDeposit;
pub(crate) use notifications::Notifications;
pub(crate) use personal_information::PersonalInformation;
